package eu.parvis.document;

import eu.parvis.config.Configuration;
import eu.parvis.config.Settings;
import eu.parvis.config.SettingsGroup;
import java.time.Duration;
import java.util.Optional;

/**
 * Settings of documents.
 *
 * @param timeout how long an upload may take
 * @param clamav host and port of clamd; empty: nothing is scanned
 * @param store where the bytes of new documents are stored
 */
public record DocumentSettings(Duration timeout, Optional<String> clamav, Store store) {

    /** A place for the bytes of documents. */
    public enum Store {
        DATABASE,
        S3
    }

    public static final SettingsGroup<DocumentSettings> GROUP = SettingsGroup.of(
                    "documents", DocumentSettings.class, DocumentSettings::from)
            .rule(DocumentSettings::problem, "s3");

    private static DocumentSettings from(Settings settings) {
        return new DocumentSettings(
                settings.timeout("timeout"), settings.hostAndPort("clamav"), settings.choice("store", Store.class));
    }

    private static Optional<String> problem(Configuration all) {
        return all.get(DocumentSettings.class).store() == Store.S3
                        && all.get(S3Settings.class).endpoint().isEmpty()
                ? Optional.of("documents.store is s3, so s3.endpoint must be set")
                : Optional.empty();
    }
}
