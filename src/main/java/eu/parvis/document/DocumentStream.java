package eu.parvis.document;

import eu.parvis.bus.Bus;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The bytes of a stored document, one chunk in memory at a time.
 *
 * @param size in bytes
 */
public record DocumentStream(Bus bus, UUID id, int size) {

    /**
     * Writes all chunks; does not end the target. Each waits until the target has taken the one before.
     *
     * @param target opened when the first chunk is there, so that an earlier failure can still be answered
     */
    public <T extends WriteStream<Buffer>> Future<T> writeTo(Supplier<T> target) {
        return read(0).compose(first -> {
            var opened = target.get();
            return opened.write(first).compose(written -> from(1, opened)).map(opened);
        });
    }

    private Future<Void> from(int position, WriteStream<Buffer> target) {
        return position >= DocumentApi.chunks(size)
                ? Future.succeededFuture()
                : read(position).compose(target::write).compose(written -> from(position + 1, target));
    }

    private Future<Buffer> read(int position) {
        return bus.request(DocumentApi.READ, new DocumentApi.Read(id, position))
                .map(chunk -> chunk.bytes().buffer());
    }
}
