package eu.parvis.registration.person;

import eu.parvis.config.Configuration;
import eu.parvis.config.Settings;
import eu.parvis.config.SettingsGroup;
import eu.parvis.mail.MailSettings;
import java.time.Duration;
import java.util.Optional;

/**
 * How long the registration of a person waits for the proof of the address.
 *
 * @param verification how long a mailed link and code are valid
 */
public record PersonSettings(Duration unverifiedAfter, Duration verification) {

    public static final SettingsGroup<PersonSettings> GROUP = SettingsGroup.of(
                    "registration", PersonSettings.class, PersonSettings::from)
            .rule(PersonSettings::problem, "mail");

    private static PersonSettings from(Settings settings) {
        return new PersonSettings(settings.duration("unverifiedAfter"), settings.duration("verification"));
    }

    private static Optional<String> problem(Configuration configuration) {
        var keep = configuration.get(MailSettings.class).keep();
        return keep.compareTo(configuration.get(PersonSettings.class).unverifiedAfter) >= 0
                ? Optional.empty()
                : Optional.of("mail.keep: " + keep
                        + " is shorter than registration.unverifiedAfter, whose page shows the mail");
    }
}
