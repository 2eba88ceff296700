package eu.parvis.account;

import eu.parvis.config.Settings;
import eu.parvis.config.SettingsGroup;
import java.time.Duration;

/**
 * Browsers and programs in which a person has signed in before.
 *
 * @param keep how long one is known after the last sign-in
 * @param programs how many programs of one account are known
 */
public record DeviceSettings(Duration keep, int programs) {

    public static final SettingsGroup<DeviceSettings> GROUP =
            SettingsGroup.of("device", DeviceSettings.class, DeviceSettings::from);

    private static DeviceSettings from(Settings settings) {
        return new DeviceSettings(settings.duration("keep"), settings.number("programs", 1));
    }
}
