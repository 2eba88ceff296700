package eu.parvis.registration.organisation;

import eu.parvis.config.Configuration;
import eu.parvis.config.Settings;
import eu.parvis.config.SettingsGroup;
import eu.parvis.mail.MailSettings;
import java.time.Duration;
import java.util.Optional;

/** How long a registration is kept before it is finished. */
public record RegistrationSettings(Duration draft, Duration unactivatedAfter, Duration waitingPage) {

    public static final SettingsGroup<RegistrationSettings> GROUP = SettingsGroup.of(
                    "registration", RegistrationSettings.class, RegistrationSettings::from)
            .rule(RegistrationSettings::problem, "mail");

    private static RegistrationSettings from(Settings settings) {
        return new RegistrationSettings(
                settings.duration("draft"), settings.duration("unactivatedAfter"), settings.duration("waitingPage"));
    }

    private static Optional<String> problem(Configuration configuration) {
        var keep = configuration.get(MailSettings.class).keep();
        return keep.compareTo(configuration.get(RegistrationSettings.class).waitingPage) >= 0
                ? Optional.empty()
                : Optional.of(
                        "mail.keep: " + keep + " is shorter than registration.waitingPage, which shows the mails");
    }
}
