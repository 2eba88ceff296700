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
import java.time.Clock;
import java.time.Duration;

/**
 * Stores documents chunk by chunk. Each chunk is a short transaction of its own, because a transaction that waits for a
 * slow visitor would hold its connection. A document counts once it is whole.
 */
final class Documents {

    /** Longer than an upload and the form around it take. */
    private static final Duration LOOSE = Duration.ofHours(2);

    /** A download that has begun may end. */
    private static final Duration DISCARDED = Duration.ofMinutes(15);

    private static final int MOST_DELETED = 100;

    private final Database database;
    private final DocumentRepository repository;
    private final Ids ids;
    private final Clock clock;

    private Documents(Database database, DocumentRepository repository, Ids ids, Clock clock) {
        this.database = database;
        this.repository = repository;
        this.ids = ids;
        this.clock = clock;
    }

    static Documents of(Foundation foundation) {
        return new Documents(
                foundation.database(), new DocumentRepository(), new Ids(foundation.random()), foundation.clock());
    }

    Future<Begun> begin() {
        var id = ids.next();
        return database.inQuickTransaction(sql -> repository.begin(sql, id, clock.instant()))
                .map(begun -> new Begun(id));
    }

    /** Does not wait for the disk: {@link #finish} does, and its commit comes after all chunks. */
    Future<Message.Done> append(Append chunk) {
        return database.inQuickTransaction(sql -> repository.append(sql, chunk)).map(added -> {
            if (!added) {
                throw Failure.notFound();
            }
            return Message.DONE;
        });
    }

    Future<StoredDocument> finish(Finish upload) {
        return repository
                .finish(database, upload, Scan.NOT_SCANNED, clock.instant())
                .map(found -> found.orElseThrow(Failure::notFound));
    }

    Future<Message.Done> discard(Discard upload) {
        return repository.delete(database, upload.id()).map(Message.DONE);
    }

    Future<Chunk> read(Read query) {
        return repository
                .read(database, query.id(), query.position())
                .map(found -> new Chunk(Bytes.of(found.orElseThrow(Failure::notFound))));
    }

    Future<?> deleteLoose() {
        var now = clock.instant();
        return repository.deleteLoose(database, now.minus(LOOSE), now.minus(DISCARDED), MOST_DELETED);
    }
}
