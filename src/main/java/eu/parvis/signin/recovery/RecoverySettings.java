package eu.parvis.signin.recovery;

import eu.parvis.config.Settings;
import eu.parvis.config.SettingsGroup;
import java.time.Duration;

/** How long the link to choose a new password is valid. */
public record RecoverySettings(Duration link) {

    public static final SettingsGroup<RecoverySettings> GROUP =
            SettingsGroup.of("recovery", RecoverySettings.class, RecoverySettings::from);

    private static RecoverySettings from(Settings settings) {
        return new RecoverySettings(settings.duration("link"));
    }
}
