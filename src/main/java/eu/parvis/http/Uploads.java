package eu.parvis.http;

import eu.parvis.bus.Failure;
import eu.parvis.bus.FieldError;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.streams.ReadStream;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Routes that read their body themselves, because it is long. The limits of other bodies do not apply to them: the
 * handler must limit size and duration. The request is paused until the handler resumes it.
 */
public final class Uploads {

    private static final String MARK = Uploads.class.getName();

    private record Call(HttpMethod method, Pattern path, Handler<RoutingContext> begin) {

        static Call of(HttpMethod method, String path, Handler<RoutingContext> begin) {
            return new Call(method, Pattern.compile(path.replaceAll(":\\w+", "[^/]+")), begin);
        }

        boolean matches(RoutingContext rc) {
            return method.equals(rc.request().method())
                    && path.matcher(rc.normalizedPath()).matches();
        }
    }

    private final List<Call> calls = new ArrayList<>();

    /** Declares that the handlers of this route read the body. */
    public static Route reading(Route route) {
        return mark(route, rc -> {
            var body = new HeldBody(rc.request());
            rc.put(MARK, body);
            // A client that is still sending sees the answer; the gate limits for how long.
            rc.addEndHandler(answered -> body.resume());
            rc.next();
        });
    }

    /** The paused body of a request to such a route. */
    public static ReadStream<Buffer> body(RoutingContext rc) {
        return rc.<HeldBody>get(MARK);
    }

    /**
     * Declares a form with files, which the handlers of this route read by {@link FileParts}.
     *
     * @param most bytes of the form
     * @param time how long it may take
     */
    public static Route form(Route route, long most, Duration time) {
        return mark(route, rc -> FileParts.begin(rc, most, time));
    }

    private static Route mark(Route route, Handler<RoutingContext> begin) {
        return route.putMetadata(MARK, begin);
    }

    /** Finds the routes that were declared. */
    void watch(Router router, String prefix) {
        for (var route : router.getRoutes()) {
            Handler<RoutingContext> begin = route.getMetadata(MARK);
            if (begin != null) {
                route.methods().forEach(method -> calls.add(Call.of(method, prefix + route.getPath(), begin)));
            }
        }
    }

    /** Begins to read the body of such a route; false for any other. */
    boolean begin(RoutingContext rc) {
        var found = calls.stream().filter(call -> call.matches(rc)).findFirst();
        found.ifPresent(call -> call.begin().handle(rc));
        return found.isPresent();
    }

    /**
     * Fails with {@code INVALID error.document.tooLarge} if the client announces a longer body. Tells a client that waits
     * for it to send the body (RFC 9110, 10.1.1).
     */
    public static void admit(RoutingContext rc, long most) {
        var request = rc.request();
        var announced = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (announced != null
                && announced.matches("\\d+")
                && (announced.length() > 15 || Long.parseLong(announced) > most)) {
            throw tooLarge();
        }
        if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
            rc.response().writeContinue();
        }
    }

    private static Failure tooLarge() {
        return Failure.invalid(FieldError.of("document", "error.document.tooLarge"));
    }
}
