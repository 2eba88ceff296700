package eu.parvis.document;

import eu.parvis.bus.Bus;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import java.util.UUID;

/**
 * The bytes of a stored document, one chunk in memory at a time.
 *
 * @param size in bytes
 */
public record DocumentStream(Bus bus, UUID id, int size) {

    /** Writes all chunks; does not end the target. Each waits until the target has taken the one before. */
    public Future<Void> writeTo(WriteStream<Buffer> target) {
        return from(0, target);
    }

    private Future<Void> from(int position, WriteStream<Buffer> target) {
        return position >= DocumentApi.chunks(size)
                ? Future.succeededFuture()
                : bus.request(DocumentApi.READ, new DocumentApi.Read(id, position))
                        .compose(chunk -> target.write(chunk.bytes().buffer()))
                        .compose(written -> from(position + 1, target));
    }
}
