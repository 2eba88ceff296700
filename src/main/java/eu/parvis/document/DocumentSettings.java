package eu.parvis.document;

import eu.parvis.config.Settings;
import eu.parvis.config.SettingsGroup;
import java.time.Duration;
import java.util.Optional;

/**
 * Settings of documents.
 *
 * @param timeout how long an upload may take
 * @param clamav host and port of clamd; empty: nothing is scanned
 */
public record DocumentSettings(Duration timeout, Optional<String> clamav) {

    public static final SettingsGroup<DocumentSettings> GROUP =
            SettingsGroup.of("documents", DocumentSettings.class, DocumentSettings::from);

    private static DocumentSettings from(Settings settings) {
        return new DocumentSettings(settings.timeout("timeout"), settings.hostAndPort("clamav"));
    }
}
