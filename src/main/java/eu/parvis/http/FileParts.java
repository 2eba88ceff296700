package eu.parvis.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServerFileUpload;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;

/**
 * The files of a form, each read as it arrives. The next handler runs when the first file begins. Vert.x knows the fields
 * of a form only at its end, so what a handler needs to know before stands in the address.
 */
public final class FileParts {

    private static final String KEY = FileParts.class.getName();

    private final RoutingContext rc;
    private final Deque<HttpServerFileUpload> arrived = new ArrayDeque<>();
    private final Promise<Void> read = Promise.promise();
    private Function<HttpServerFileUpload, Future<?>> act;
    private boolean begun;
    private boolean acting;
    private boolean ended;
    private boolean skipping;

    private FileParts(RoutingContext rc) {
        this.rc = rc;
    }

    /**
     * Begins to read a form.
     *
     * @param most bytes of the form, which its sender must announce
     * @param time how long it may take
     */
    static void begin(RoutingContext rc, long most, Duration time) {
        var announced = rc.request().getHeader("Content-Length");
        if (announced == null || announced.length() > 15 || Long.parseLong(announced) > most) {
            throw new HttpException(413);
        }
        var parts = new FileParts(rc);
        rc.put(KEY, parts);
        var late = rc.vertx().setTimer(time.toMillis(), timer -> parts.fail(new HttpException(408)));
        rc.addEndHandler(answered -> {
            rc.vertx().cancelTimer(late);
            parts.skipRest();
        });
        rc.request()
                .setExpectMultipart(true)
                .uploadHandler(parts::arrive)
                .exceptionHandler(parts::fail)
                .endHandler(end -> parts.end())
                .resume();
    }

    /** Whether this request is a form whose files are read as they arrive. */
    public static boolean areRead(RoutingContext rc) {
        return of(rc) != null;
    }

    public static FileParts of(RoutingContext rc) {
        return rc.get(KEY);
    }

    /** Acts on one file after the other; each act must read its file, which is paused. A failure ends it. */
    public Future<Void> each(Function<HttpServerFileUpload, Future<?>> action) {
        act = action;
        actNext();
        return read.future();
    }

    private void arrive(HttpServerFileUpload file) {
        if (skipping) {
            skip(file);
            return;
        }
        file.pause();
        arrived.add(file);
        begin();
        actNext();
    }

    private void end() {
        ended = true;
        begin();
        actNext();
    }

    private void begin() {
        if (!begun) {
            begun = true;
            rc.next();
        }
    }

    private void actNext() {
        if (act == null || acting) {
            return;
        }
        var file = arrived.poll();
        if (file != null) {
            acting = true;
            act.apply(file)
                    .onSuccess(done -> {
                        acting = false;
                        actNext();
                    })
                    .onFailure(this::fail);
        } else if (ended) {
            read.tryComplete();
        }
    }

    /** Reads on, so that a browser that is still sending sees the answer. */
    private void fail(Throwable cause) {
        var waiting = act == null;
        if (read.tryFail(cause) && waiting && !begun) {
            begun = true;
            rc.fail(cause);
        }
        skipRest();
    }

    private void skipRest() {
        skipping = true;
        arrived.forEach(FileParts::skip);
        arrived.clear();
        rc.request().resume();
    }

    /** Reads a file to nowhere. */
    public static void skip(HttpServerFileUpload file) {
        file.handler(bytes -> {})
                .endHandler(end -> {})
                .exceptionHandler(cause -> {})
                .resume();
    }
}
