package eu.parvis.catalogue;

import eu.parvis.config.Settings;
import eu.parvis.config.SettingsGroup;

/**
 * Where the catalogue is.
 *
 * @param file its path
 */
public record CatalogueSettings(String file) {

    public static final SettingsGroup<CatalogueSettings> GROUP =
            SettingsGroup.of("catalogue", CatalogueSettings.class, CatalogueSettings::from);

    private static CatalogueSettings from(Settings settings) {
        return new CatalogueSettings(settings.needed("file"));
    }
}
