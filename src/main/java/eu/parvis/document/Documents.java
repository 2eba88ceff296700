package eu.parvis.document;

import eu.parvis.bus.Failure;
import eu.parvis.bus.Message;
import eu.parvis.capability.Foundation;
import eu.parvis.crypto.Ids;
import eu.parvis.db.Database;
import eu.parvis.document.DocumentApi.Append;
import eu.parvis.document.DocumentApi.Begun;
import eu.parvis.document.DocumentApi.Chunk;
import eu.parvis.document.DocumentApi.Discard;
import eu.parvis.document.DocumentApi.Finish;
import eu.parvis.document.DocumentApi.Read;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Stores documents chunk by chunk. Each chunk is committed on its own, because a transaction that waits for a slow
 * visitor would hold its connection. A document counts once it is whole.
 */
final class Documents {

    /** Longer than an upload and the form around it take. */
    private static final Duration LOOSE = Duration.ofHours(2);

    /** A download that has begun may end. */
    private static final Duration DISCARDED = Duration.ofMinutes(15);

    private static final int MOST_DELETED = 100;

    private final Database database;
    private final DocumentRepository repository;
    private final Chunks chunks;
    private final Ids ids;
    private final Clock clock;
    private final Optional<VirusScanner> scanner;

    private Documents(
            Database database,
            DocumentRepository repository,
            Chunks chunks,
            Ids ids,
            Clock clock,
            Optional<VirusScanner> scanner) {
        this.database = database;
        this.repository = repository;
        this.chunks = chunks;
        this.ids = ids;
        this.clock = clock;
        this.scanner = scanner;
    }

    static Documents of(Vertx vertx, Foundation foundation) {
        var repository = new DocumentRepository();
        return new Documents(
                foundation.database(),
                repository,
                Chunks.of(vertx, foundation, repository),
                new Ids(foundation.random()),
                foundation.clock(),
                foundation
                        .configuration()
                        .get(DocumentSettings.class)
                        .clamav()
                        .map(clamav -> new VirusScanner(vertx, clamav)));
    }

    Future<Begun> begin() {
        var id = ids.next();
        return database.inQuickTransaction(sql -> repository.begin(sql, id, clock.instant()))
                .map(begun -> new Begun(id));
    }

    Future<Message.Done> append(Append chunk) {
        return chunks.append(chunk).map(Message.DONE);
    }

    Future<StoredDocument> finish(Finish upload) {
        return scan(upload)
                .compose(scan -> repository.finish(database, upload, scan, clock.instant()))
                .map(found -> found.orElseThrow(Failure::notFound));
    }

    private Future<Scan> scan(Finish upload) {
        return scanner.map(clamav ->
                        clamav.scan(DocumentApi.chunks(upload.size()), position -> chunks.read(upload.id(), position)))
                .orElseGet(() -> Future.succeededFuture(Scan.NOT_SCANNED));
    }

    Future<Message.Done> discard(Discard upload) {
        return repository.discard(database, upload.id(), clock.instant()).map(Message.DONE);
    }

    Future<Chunk> read(Read query) {
        return chunks.read(query.id(), query.position()).map(found -> new Chunk(Bytes.of(found)));
    }

    Future<?> deleteLoose() {
        var now = clock.instant();
        var discardedBefore = now.minus(DISCARDED);
        return repository
                .discardOld(database, now.minus(LOOSE))
                .compose(discarded -> chunks.deleteDiscardedObjects(discardedBefore)
                        .eventually(() -> repository.deleteDiscarded(database, discardedBefore, MOST_DELETED)));
    }
}
