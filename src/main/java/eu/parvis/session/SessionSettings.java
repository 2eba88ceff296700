package eu.parvis.session;

import eu.parvis.config.Configuration;
import eu.parvis.config.Settings;
import eu.parvis.config.SettingsGroup;
import java.time.Duration;
import java.util.Optional;

/** How long a session lasts. */
public record SessionSettings(
        Duration inactivity, Duration warning, Duration absolute, Duration flush, Duration sweep, Duration proof) {

    public static final SettingsGroup<SessionSettings> GROUP = SettingsGroup.of(
                    "session", SessionSettings.class, SessionSettings::from)
            .rule(SessionSettings::problem);

    private static SessionSettings from(Settings settings) {
        return new SessionSettings(
                settings.duration("inactivity"),
                settings.duration("warning"),
                settings.duration("absolute"),
                settings.timeout("flush"),
                settings.timeout("sweep"),
                settings.duration("proof"));
    }

    private static Optional<String> problem(Configuration configuration) {
        var session = configuration.get(SessionSettings.class);
        return session.warning.compareTo(session.inactivity) < 0
                ? Optional.empty()
                : Optional.of("session.warning must be shorter than session.inactivity, and is " + session.warning);
    }
}
