package eu.parvis.customers;

import eu.parvis.config.Settings;
import eu.parvis.config.SettingsGroup;
import java.time.Duration;

/**
 * Settings of the desk's view of customers.
 *
 * @param joinRequestsAfter age at which an unanswered request to join comes to the desk
 */
public record CustomersSettings(Duration joinRequestsAfter) {

    public static final SettingsGroup<CustomersSettings> GROUP =
            SettingsGroup.of("customers", CustomersSettings.class, CustomersSettings::from);

    private static CustomersSettings from(Settings settings) {
        return new CustomersSettings(settings.duration("joinRequestsAfter"));
    }
}
