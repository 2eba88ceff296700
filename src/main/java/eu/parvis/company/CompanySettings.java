package eu.parvis.company;

import eu.parvis.config.Settings;
import eu.parvis.config.SettingsGroup;
import java.time.Duration;
import java.util.Optional;

/** The registers of companies that are asked, and how often. */
public record CompanySettings(
        Optional<String> directoryUrl, Optional<String> viesUrl, Duration timeout, int directoryRate, Duration sweep) {

    public static final SettingsGroup<CompanySettings> GROUP =
            SettingsGroup.of("company", CompanySettings.class, CompanySettings::from);

    private static CompanySettings from(Settings settings) {
        return new CompanySettings(
                settings.webAddress("directoryUrl"),
                settings.webAddress("viesUrl"),
                settings.timeout("timeout"),
                settings.number("directoryRate", 1),
                settings.timeout("sweep"));
    }
}
