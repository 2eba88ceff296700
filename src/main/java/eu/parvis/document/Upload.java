package eu.parvis.document;

import eu.parvis.bus.Failure;
import eu.parvis.bus.FieldError;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/** One upload: cuts a stream into chunks, checks and hashes them, and pauses it while a chunk is being stored. */
final class Upload {

    /** Stores a chunk. */
    interface Sink {
        Future<?> store(int position, Buffer chunk);
    }

    /** A received document. */
    record Whole(String mediaType, int size, String sha256) {}

    private final ReadStream<Buffer> source;
    private final Sink sink;
    private final MessageDigest hash = Sha256.digest();
    private final ContentCheck content = new ContentCheck();
    private final Promise<Whole> outcome = Promise.promise();
    private Buffer waiting = Buffer.buffer();
    private int position;
    private int size;
    private boolean storing;
    private boolean ended;

    Upload(ReadStream<Buffer> source, Sink sink) {
        this.source = source;
        this.sink = sink;
    }

    Future<Whole> run() {
        source.exceptionHandler(cause -> fail("error.document.aborted"))
                .endHandler(end -> end())
                .handler(this::receive)
                .resume();
        return outcome.future();
    }

    /** Reads on after a failure, so that a browser that is still sending sees the answer. */
    void fail(String messageId) {
        fail(Failure.invalid(FieldError.of("document", messageId)));
    }

    private void fail(Throwable cause) {
        if (outcome.tryFail(cause)) {
            waiting = Buffer.buffer();
            source.resume();
        }
    }

    private boolean over() {
        return outcome.future().isComplete();
    }

    private void receive(Buffer bytes) {
        if (over()) {
            return;
        }
        size += bytes.length();
        if (size > DocumentApi.MOST) {
            fail("error.document.tooLarge");
            return;
        }
        waiting.appendBuffer(bytes);
        if (waiting.length() >= DocumentApi.CHUNK) {
            source.pause();
            storeNext();
        }
    }

    private void end() {
        ended = true;
        if (!over()) {
            storeNext();
        }
    }

    private void storeNext() {
        if (storing || over()) {
            return;
        }
        if (waiting.length() >= DocumentApi.CHUNK || (ended && waiting.length() > 0)) {
            store(Math.min(waiting.length(), DocumentApi.CHUNK));
        } else if (ended) {
            complete();
        } else {
            source.resume();
        }
    }

    private void store(int length) {
        var chunk = waiting.getBuffer(0, length);
        waiting = waiting.getBuffer(length, waiting.length());
        var bytes = chunk.getBytes();
        try {
            content.accept(bytes);
        } catch (Failure refused) {
            fail(refused);
            return;
        }
        hash.update(bytes);
        storing = true;
        sink.store(position++, chunk)
                .onSuccess(stored -> {
                    storing = false;
                    storeNext();
                })
                .onFailure(this::fail);
    }

    private void complete() {
        try {
            outcome.tryComplete(new Whole(content.finish(), size, HexFormat.of().formatHex(hash.digest())));
        } catch (Failure refused) {
            fail(refused);
        }
    }
}
