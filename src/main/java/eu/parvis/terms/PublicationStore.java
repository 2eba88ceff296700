package eu.parvis.terms;

import eu.parvis.capability.Foundation;
import eu.parvis.config.ConfigurationException;
import eu.parvis.db.Database;
import eu.parvis.db.Sql;
import eu.parvis.terms.TermsRepository.Published;
import eu.parvis.values.Language;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Publishes the versions of the folder, and compares them with those published before: a changed file of a published
 * version would make the acceptances of it worthless.
 */
public final class PublicationStore {

    private final TermsRepository repository = new TermsRepository();
    private final Database database;
    private final TermsCatalogue catalogue;
    private final String folder;

    private PublicationStore(Database database, TermsCatalogue catalogue, String folder) {
        this.database = database;
        this.catalogue = catalogue;
        this.folder = folder;
    }

    /** The publication of the folder of the settings; empty if the terms are switched off. */
    public static Optional<PublicationStore> of(Foundation foundation) {
        var configuration = foundation.configuration();
        return configuration
                .terms()
                .folder()
                .map(folder -> new PublicationStore(foundation.database(), TermsCatalogue.of(configuration), folder));
    }

    /** Fails with the reason until all versions of the folder are published as they are. */
    public Future<Void> need(Instant now) {
        return repository.all(database).compose(published -> {
            var missing = catalogue.versions().stream()
                    .map(TermsVersion::name)
                    .filter(name ->
                            published.stream().noneMatch(text -> text.version().equals(name)))
                    .findFirst();
            return missing.isPresent()
                    ? Future.failedFuture("Version " + missing.get() + " is not published yet")
                    : requireSame(published, now);
        });
    }

    /** Fails with {@link ConfigurationException}, which names every file that differs or is missing. */
    Future<Void> publish(Instant now) {
        return database.inTransaction(sql -> publishAll(sql, now).compose(done -> repository.all(sql)))
                .compose(published -> requireSame(published, now));
    }

    private Future<Void> requireSame(List<Published> published, Instant now) {
        var problems =
                published.stream().flatMap(text -> problem(text, now).stream()).toList();
        return problems.isEmpty()
                ? Future.succeededFuture()
                : Future.failedFuture(new ConfigurationException(problems));
    }

    private Future<?> publishAll(Sql sql, Instant now) {
        return Future.all(catalogue.versions().stream()
                .flatMap(version -> List.of(Language.values()).stream()
                        .map(language -> repository.publish(sql, version, language, now)))
                .toList());
    }

    private Optional<String> problem(Published text, Instant now) {
        var file = folder + "/" + text.version() + "/" + text.language().code() + ".md";
        var version = catalogue.find(text.version());
        if (version.isEmpty()) {
            // An older release may start again before a version that it does not know takes effect.
            return now.isBefore(text.effectiveFrom())
                    ? Optional.empty()
                    : Optional.of(file + " is missing: a version that was in force stays published");
        }
        var sha256 = version.get().text(text.language()).sha256();
        if (!sha256.equals(text.sha256())) {
            return Optional.of(file + " has changed, but a published version never changes: its SHA-256 is " + sha256
                    + ", and the published text had " + text.sha256() + ". Restore the file, and publish the change as"
                    + " a new version");
        }
        return version.get().effectiveFrom().equals(text.effectiveFrom())
                ? Optional.empty()
                : Optional.of(folder + "/terms.yaml: the date of effect of " + text.version()
                        + " has changed. It was published as " + text.effectiveFrom() + " and is now "
                        + version.get().effectiveFrom() + ". Restore it, or change brand.timeZone back");
    }
}
