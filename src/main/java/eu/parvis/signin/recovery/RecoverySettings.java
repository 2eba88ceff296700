package eu.parvis.signin.recovery;

import eu.parvis.config.Settings;
import eu.parvis.config.SettingsGroup;
import java.time.Duration;

/**
 * How long mailed links are valid.
 *
 * @param link to choose a new password
 * @param signInLink to sign in, counted from the last request for it
 */
public record RecoverySettings(Duration link, Duration signInLink) {

    public static final SettingsGroup<RecoverySettings> GROUP =
            SettingsGroup.of("recovery", RecoverySettings.class, RecoverySettings::from);

    private static RecoverySettings from(Settings settings) {
        return new RecoverySettings(settings.duration("link"), settings.duration("signInLink"));
    }
}
