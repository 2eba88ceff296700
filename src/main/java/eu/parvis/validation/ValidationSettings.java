package eu.parvis.validation;

import eu.parvis.config.Settings;
import eu.parvis.config.SettingsGroup;
import java.time.Duration;

/**
 * Settings of the validation calendar.
 *
 * @param askAgain how long before its end the desk is asked to check again
 */
public record ValidationSettings(Duration askAgain) {

    public static final SettingsGroup<ValidationSettings> GROUP =
            SettingsGroup.of("validations", ValidationSettings.class, ValidationSettings::from);

    private static ValidationSettings from(Settings settings) {
        return new ValidationSettings(settings.duration("askAgain"));
    }
}
