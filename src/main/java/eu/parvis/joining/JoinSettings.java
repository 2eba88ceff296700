package eu.parvis.joining;

import eu.parvis.config.Settings;
import eu.parvis.config.SettingsGroup;
import java.time.Duration;

/** How long a request to join waits for an answer, and how long it is kept. */
public record JoinSettings(Duration joinAnswerWithin, Duration keepJoinRequests) {

    public static final SettingsGroup<JoinSettings> GROUP =
            SettingsGroup.of("registration", JoinSettings.class, JoinSettings::from);

    private static JoinSettings from(Settings settings) {
        return new JoinSettings(settings.duration("joinAnswerWithin"), settings.duration("keepJoinRequests"));
    }
}
