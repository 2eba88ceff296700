package eu.parvis.protection;

import eu.parvis.config.Settings;
import eu.parvis.config.SettingsGroup;
import java.time.Duration;

/**
 * Settings of the lock.
 *
 * @param link how long the link in a mail locks the account
 */
public record ProtectionSettings(Duration link) {

    public static final SettingsGroup<ProtectionSettings> GROUP =
            SettingsGroup.of("protection", ProtectionSettings.class, ProtectionSettings::from);

    private static ProtectionSettings from(Settings settings) {
        return new ProtectionSettings(settings.duration("link"));
    }
}
