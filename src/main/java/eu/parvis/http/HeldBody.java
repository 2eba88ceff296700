package eu.parvis.http;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.streams.ReadStream;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The body of a request, paused from the beginning. Loses nothing if somebody else resumes the request, as the
 * authentication handlers of vertx-web do when they have finished.
 */
final class HeldBody implements ReadStream<Buffer> {

    private final HttpServerRequest request;
    private final Deque<Buffer> held = new ArrayDeque<>();
    private Handler<Buffer> handler = bytes -> {};
    private Handler<Void> endHandler = end -> {};
    private Handler<Throwable> exceptionHandler = cause -> {};
    private Throwable failure;
    private boolean flowing;
    private boolean ended;
    private boolean over;

    HeldBody(HttpServerRequest request) {
        this.request = request;
        request.handler(this::arrive)
                .endHandler(end -> {
                    ended = true;
                    drain();
                })
                .exceptionHandler(cause -> {
                    failure = cause;
                    drain();
                })
                .pause();
    }

    private void arrive(Buffer bytes) {
        held.add(bytes);
        if (flowing) {
            drain();
        } else {
            request.pause();
        }
    }

    private void drain() {
        while (flowing && !held.isEmpty()) {
            handler.handle(held.poll());
        }
        if (!flowing || over) {
            return;
        }
        if (failure != null) {
            over = true;
            exceptionHandler.handle(failure);
        } else if (ended) {
            over = true;
            endHandler.handle(null);
        }
    }

    @Override
    public HeldBody pause() {
        flowing = false;
        request.pause();
        return this;
    }

    @Override
    public HeldBody resume() {
        flowing = true;
        drain();
        if (flowing && !over) {
            request.resume();
        }
        return this;
    }

    @Override
    public HeldBody fetch(long amount) {
        return resume();
    }

    @Override
    public HeldBody handler(Handler<Buffer> next) {
        handler = next == null ? bytes -> {} : next;
        return this;
    }

    @Override
    public HeldBody endHandler(Handler<Void> next) {
        endHandler = next == null ? end -> {} : next;
        return this;
    }

    @Override
    public HeldBody exceptionHandler(Handler<Throwable> next) {
        exceptionHandler = next == null ? cause -> {} : next;
        return this;
    }
}
