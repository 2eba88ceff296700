package eu.parvis.document;

import eu.parvis.bus.Failure;
import eu.parvis.capability.Foundation;
import eu.parvis.db.Database;
import eu.parvis.document.DocumentApi.Append;
import eu.parvis.document.DocumentRepository.ObjectKey;
import eu.parvis.document.DocumentRepository.Place;
import eu.parvis.document.DocumentSettings.Store;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bytes of chunks: in the database, or each as an object of an S3-compatible store. A chunk's row knows where its
 * bytes are, so chunks of both places are readable after the setting was changed.
 */
final class Chunks {

    private static final Logger LOG = LoggerFactory.getLogger(Chunks.class);
    private static final Duration TRY_AGAIN = Duration.ofSeconds(15);

    /** Objects that are deleted at a time, and how often in one run of the sweep. */
    private static final int AT_A_TIME = 16;

    private static final int TIMES = 500;

    private final Database database;
    private final DocumentRepository repository;
    private final Store store;
    private final Optional<S3Client> client;

    private Chunks(Database database, DocumentRepository repository, Store store, Optional<S3Client> client) {
        this.database = database;
        this.repository = repository;
        this.store = store;
        this.client = client;
    }

    static Chunks of(Vertx vertx, Foundation foundation, DocumentRepository repository) {
        var settings = foundation.configuration();
        return new Chunks(
                foundation.database(),
                repository,
                settings.get(DocumentSettings.class).store(),
                S3Client.of(vertx, settings.get(S3Settings.class), foundation.clock()));
    }

    /** {@code NOT_FOUND} if the document is none that is being uploaded. */
    Future<Void> append(Append chunk) {
        return store == Store.S3 ? appendObject(chunk) : appendRow(chunk);
    }

    /**
     * Waits for the disk, so that uploads are never faster than it. Otherwise the last commit of an upload, and every
     * other commit of that moment, would wait for all of their bytes.
     */
    private Future<Void> appendRow(Append chunk) {
        return repository.append(database, chunk).map(Chunks::expectUpload);
    }

    /** Writes the row first. A document becomes whole only after all its objects were stored. */
    private Future<Void> appendObject(Append chunk) {
        var key = new ObjectKey(chunk.id(), chunk.position());
        var bytes = chunk.bytes().buffer();
        return repository
                .appendObject(database, key, bytes.length(), Sha256.of(bytes))
                .map(Chunks::expectUpload)
                .compose(added -> store().put(key.text(), bytes))
                .recover(Chunks::unavailable);
    }

    private static Void expectUpload(boolean added) {
        if (!added) {
            throw Failure.notFound();
        }
        return null;
    }

    /** {@code NOT_FOUND} if there is no such chunk. */
    Future<Buffer> read(UUID id, int position) {
        var key = new ObjectKey(id, position);
        return repository
                .find(database, key)
                .map(found -> found.orElseThrow(Failure::notFound))
                .compose(place -> place.bytes().map(Future::succeededFuture).orElseGet(() -> readObject(key, place)));
    }

    private Future<Buffer> readObject(ObjectKey key, Place place) {
        return store().get(key.text()).recover(Chunks::unavailable).map(found -> {
            if (found.map(Sha256::of).equals(place.sha256())) {
                return found.orElseThrow();
            }
            throw Failure.unexpected(
                    "reading a document",
                    new IOException("The store has " + (found.isEmpty() ? "lost" : "changed") + " the object " + key));
        });
    }

    /** Deletes the objects of discarded documents, each before its row. */
    Future<Void> deleteDiscardedObjects(Instant discardedBefore) {
        return deleteDiscardedObjects(discardedBefore, TIMES);
    }

    private Future<Void> deleteDiscardedObjects(Instant discardedBefore, int times) {
        return repository
                .discardedObjects(database, discardedBefore, AT_A_TIME)
                .compose(keys -> keys.isEmpty() || times == 0
                        ? Future.succeededFuture()
                        : Future.all(keys.stream().map(this::delete).toList())
                                .compose(deleted -> deleteDiscardedObjects(discardedBefore, times - 1)));
    }

    private Future<Void> delete(ObjectKey key) {
        return store().delete(key.text()).compose(deleted -> repository.deleteObject(database, key));
    }

    private S3Client store() {
        return client.orElseThrow(() -> new IllegalStateException("Documents are in S3, and s3.endpoint is not set"));
    }

    private static <T> Future<T> unavailable(Throwable cause) {
        if (cause instanceof Failure) {
            return Future.failedFuture(cause);
        }
        LOG.warn("The store of documents did not answer as expected: {}", cause.toString());
        return Future.failedFuture(Failure.unavailable(TRY_AGAIN));
    }
}
