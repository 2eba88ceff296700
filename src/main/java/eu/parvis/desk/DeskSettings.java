package eu.parvis.desk;

import eu.parvis.config.Settings;
import eu.parvis.config.SettingsGroup;
import java.time.Duration;
import java.util.List;

/**
 * Settings of the registration desk.
 *
 * @param claim how long a claim lasts after the operator's last act on the request
 * @param due time within which the desk means to check a request
 * @param networks from which the desk can be used; empty: from everywhere
 * @param reminder time after which a customer whose documents are missing gets a mail, and then the next
 */
public record DeskSettings(Duration claim, Duration due, List<String> networks, Duration reminder) {

    public static final SettingsGroup<DeskSettings> GROUP =
            SettingsGroup.of("desk", DeskSettings.class, DeskSettings::from);

    private static DeskSettings from(Settings settings) {
        return new DeskSettings(
                settings.duration("claim"),
                settings.duration("due"),
                settings.networks("networks"),
                settings.duration("reminder"));
    }
}
