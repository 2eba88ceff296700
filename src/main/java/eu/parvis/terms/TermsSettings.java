package eu.parvis.terms;

import eu.parvis.config.Configuration;
import eu.parvis.config.ConfigurationException;
import eu.parvis.config.Settings;
import eu.parvis.config.SettingsGroup;
import java.time.Duration;
import java.util.Optional;

/** How long an earlier version of the terms is enough. */
public record TermsSettings(Duration grace) {

    public static final SettingsGroup<TermsSettings> GROUP =
            SettingsGroup.of("terms", TermsSettings.class, TermsSettings::from).rule(TermsSettings::problem, "brand");

    private static TermsSettings from(Settings settings) {
        return new TermsSettings(settings.duration("grace"));
    }

    private static Optional<String> problem(Configuration configuration) {
        try {
            TermsCatalogue.of(configuration);
            return Optional.empty();
        } catch (ConfigurationException e) {
            return Optional.of(e.getMessage());
        }
    }
}
