package eu.parvis.mail;

import eu.parvis.config.Settings;
import eu.parvis.config.SettingsGroup;
import java.time.Duration;
import java.util.Optional;

/** The mail server that the portal sends its mails to. */
public record SmtpSettings(
        String host,
        int port,
        StartTls startTls,
        Optional<String> user,
        Optional<String> password,
        int connections,
        Duration connectTimeout,
        Duration idleTimeout) {

    public enum StartTls {
        REQUIRED,
        OPTIONAL,
        DISABLED
    }

    public static final SettingsGroup<SmtpSettings> GROUP =
            SettingsGroup.of("smtp", SmtpSettings.class, SmtpSettings::from);

    private static SmtpSettings from(Settings settings) {
        return new SmtpSettings(
                settings.needed("host"),
                settings.port("port"),
                settings.choice("startTls", StartTls.class),
                settings.optional("user"),
                settings.optional("password"),
                settings.number("connections", 1),
                settings.timeout("connectTimeout"),
                settings.timeout("idleTimeout"));
    }

    @Override
    public String toString() {
        return "Smtp[host=" + host + ", port=" + port + ", startTls=" + startTls + "]";
    }
}
