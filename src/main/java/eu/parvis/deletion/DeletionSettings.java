package eu.parvis.deletion;

import eu.parvis.config.Settings;
import eu.parvis.config.SettingsGroup;
import java.time.Duration;

/**
 * Settings of the deletion.
 *
 * @param grace time between the request and the deletion
 */
public record DeletionSettings(Duration grace) {

    public static final SettingsGroup<DeletionSettings> GROUP =
            SettingsGroup.of("deletion", DeletionSettings.class, DeletionSettings::from);

    private static DeletionSettings from(Settings settings) {
        return new DeletionSettings(settings.duration("grace"));
    }
}
