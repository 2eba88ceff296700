package eu.parvis.document;

import eu.parvis.bus.Bus;
import eu.parvis.bus.Failure;
import eu.parvis.document.DocumentApi.Append;
import eu.parvis.document.DocumentApi.Begin;
import eu.parvis.document.DocumentApi.Discard;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.time.Duration;
import java.util.UUID;

/** Receives documents from visitors, each chunk only when the one before is stored. */
public final class DocumentInput {

    private final Vertx vertx;
    private final Bus bus;
    private final Duration timeout;

    public DocumentInput(Vertx vertx, Bus bus, DocumentSettings settings) {
        this.vertx = vertx;
        this.bus = bus;
        this.timeout = settings.timeout();
    }

    /**
     * Stores the bytes of a paused stream. If this fails, nothing of them remains.
     *
     * <p>Failures: {@code INVALID} at {@code document} with {@code error.document.empty}, {@code tooLarge}, {@code
     * tooSlow}, {@code infected}, or what {@link ContentCheck} refuses; {@code UNAVAILABLE}.
     */
    public Future<StoredDocument> receive(ReadStream<Buffer> bytes) {
        return bus.request(DocumentApi.BEGIN, new Begin())
                .compose(begun -> receive(begun.id(), bytes))
                .recover(Failure::withoutEffect);
    }

    private Future<StoredDocument> receive(UUID id, ReadStream<Buffer> bytes) {
        var upload = new Upload(
                bytes, (position, chunk) -> bus.request(DocumentApi.APPEND, new Append(id, position, Bytes.of(chunk))));
        var late = vertx.setTimer(timeout.toMillis(), timer -> upload.fail("error.document.tooSlow"));
        return upload.run()
                .onComplete(ended -> vertx.cancelTimer(late))
                .compose(whole -> bus.request(
                        DocumentApi.FINISH,
                        new DocumentApi.Finish(id, whole.mediaType(), whole.size(), whole.sha256())))
                // The sweep deletes what this cannot delete now.
                .recover(cause -> bus.request(DocumentApi.DISCARD, new Discard(id))
                        .transform(discarded -> Future.failedFuture(cause)));
    }
}
