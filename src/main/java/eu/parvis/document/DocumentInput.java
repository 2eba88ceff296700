package eu.parvis.document;

import eu.parvis.bus.Address;
import eu.parvis.bus.Bus;
import eu.parvis.bus.Failure;
import eu.parvis.bus.Message;
import eu.parvis.document.DocumentApi.Append;
import eu.parvis.document.DocumentApi.Begin;
import eu.parvis.document.DocumentApi.Discard;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Receives documents from visitors, each chunk only when the one before is stored. A database that stops for some
 * seconds, as at a checkpoint on a slow disk or at the takeover by a standby, delays an upload and does not break it off.
 */
public final class DocumentInput {

    private static final int TRIES = 3;
    private static final Duration PAUSE = Duration.ofMillis(500);

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
                bytes,
                (position, chunk) -> repeat(DocumentApi.APPEND, new Append(id, position, Bytes.of(chunk)), TRIES));
        var late = vertx.setTimer(timeout.toMillis(), timer -> upload.fail("error.document.tooSlow"));
        return upload.run()
                .onComplete(ended -> vertx.cancelTimer(late))
                .compose(whole -> repeat(
                        DocumentApi.FINISH,
                        new DocumentApi.Finish(id, whole.mediaType(), whole.size(), whole.sha256()),
                        TRIES))
                // The sweep deletes what this cannot delete now.
                .recover(cause -> bus.request(DocumentApi.DISCARD, new Discard(id))
                        .transform(discarded -> Future.failedFuture(cause)));
    }

    private <Q extends Message, R extends Message> Future<R> repeat(Address<Q, R> address, Q step, int tries) {
        return bus.request(address, step)
                .recover(cause -> tries > 1 && isUnavailable(cause)
                        ? vertx.timer(PAUSE.toMillis(), TimeUnit.MILLISECONDS)
                                .compose(paused -> repeat(address, step, tries - 1))
                        : Future.failedFuture(cause));
    }

    private static boolean isUnavailable(Throwable cause) {
        return cause instanceof Failure failure && failure.kind() == Failure.Kind.UNAVAILABLE;
    }
}
