package eu.parvis.mail;

import eu.parvis.config.Settings;
import eu.parvis.config.SettingsGroup;
import java.time.Duration;

/** Settings of the delivery of mails, and how long they are stored. */
public record MailSettings(Duration lease, Duration sweep, Duration giveUpAfter, Duration keep, int perAddressAndHour) {

    public static final SettingsGroup<MailSettings> GROUP =
            SettingsGroup.of("mail", MailSettings.class, MailSettings::from);

    private static MailSettings from(Settings settings) {
        return new MailSettings(
                settings.timeout("lease"),
                settings.timeout("sweep"),
                settings.duration("giveUpAfter"),
                settings.duration("keep"),
                settings.number("perAddressAndHour", 1));
    }
}
