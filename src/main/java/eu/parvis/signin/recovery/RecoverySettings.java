package eu.parvis.signin.recovery;

import eu.parvis.config.Settings;
import eu.parvis.config.SettingsGroup;
import java.time.Duration;

/**
 * Settings of recoveries.
 *
 * @param link how long the link to choose a new password is valid
 * @param signInLink how long the link to sign in is valid, counted from the last request for it
 * @param pause the shortest time between the answer to a request and the work for it; the longest is five times that
 */
public record RecoverySettings(Duration link, Duration signInLink, Duration pause) {

    public static final SettingsGroup<RecoverySettings> GROUP =
            SettingsGroup.of("recovery", RecoverySettings.class, RecoverySettings::from);

    private static RecoverySettings from(Settings settings) {
        return new RecoverySettings(
                settings.duration("link"), settings.duration("signInLink"), settings.pause("pause"));
    }
}
