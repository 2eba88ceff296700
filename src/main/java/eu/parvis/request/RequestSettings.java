package eu.parvis.request;

import eu.parvis.config.Settings;
import eu.parvis.config.SettingsGroup;
import java.time.Duration;

/**
 * Settings of requests.
 *
 * @param firstNumber number of the first request
 * @param draft how long a draft is kept after its last change
 */
public record RequestSettings(int firstNumber, Duration draft) {

    private static final int MOST_NUMBER = 900_000_000;

    public static final SettingsGroup<RequestSettings> GROUP =
            SettingsGroup.of("requests", RequestSettings.class, RequestSettings::from);

    private static RequestSettings from(Settings settings) {
        return new RequestSettings(settings.number("firstNumber", 1, MOST_NUMBER), settings.duration("draft"));
    }
}
