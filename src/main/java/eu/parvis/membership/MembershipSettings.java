package eu.parvis.membership;

import eu.parvis.config.Settings;
import eu.parvis.config.SettingsGroup;
import java.time.Duration;

/** How long temporary passwords are valid and when they can be mailed again. Registrations and requests to join follow them, too. */
public record MembershipSettings(Duration temporaryPassword, Duration resendAfter, Duration sweep) {

    public static final SettingsGroup<MembershipSettings> GROUP =
            SettingsGroup.of("registration", MembershipSettings.class, MembershipSettings::from);

    private static MembershipSettings from(Settings settings) {
        return new MembershipSettings(
                settings.duration("temporaryPassword"), settings.pause("resendAfter"), settings.timeout("sweep"));
    }
}
