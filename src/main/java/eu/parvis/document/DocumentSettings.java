package eu.parvis.document;

import eu.parvis.config.Settings;
import eu.parvis.config.SettingsGroup;
import java.time.Duration;

/**
 * Settings of documents.
 *
 * @param timeout how long an upload may take
 */
public record DocumentSettings(Duration timeout) {

    public static final SettingsGroup<DocumentSettings> GROUP =
            SettingsGroup.of("documents", DocumentSettings.class, DocumentSettings::from);

    private static DocumentSettings from(Settings settings) {
        return new DocumentSettings(settings.timeout("timeout"));
    }
}
