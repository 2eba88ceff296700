package eu.parvis.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import eu.parvis.bus.Failure;
import eu.parvis.bus.FieldError;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** The ways in which a route answers. */
public final class Answers {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(new Jdk8Module())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
            .build();

    private static final String JSON_TYPE = "application/json";
    static final String PROBLEM_TYPE = "application/problem+json";

    private Answers() {}

    /** A handler that may throw or fail; both become an error page or a problem. */
    public static Handler<RoutingContext> answer(Function<RoutingContext, Future<?>> route) {
        return rc -> {
            try {
                route.apply(rc).onFailure(rc::fail);
            } catch (RuntimeException e) {
                rc.fail(e);
            }
        };
    }

    public static Future<Void> json(RoutingContext rc, int status, Object body) {
        return end(rc, status, JSON_TYPE, Buffer.buffer(text(body)));
    }

    /** RFC 9457. */
    static Future<Void> problem(RoutingContext rc, int status, Object problem) {
        return end(rc, status, PROBLEM_TYPE, Buffer.buffer(text(problem)));
    }

    /** Answers that something was created, and where it is: a path below {@code /api/v1}, such as {@code /users/…}. */
    public static Future<Void> created(RoutingContext rc, String path, Object body) {
        rc.response().putHeader(HttpHeaders.LOCATION, Visit.API + path);
        return json(rc, 201, body);
    }

    /** A file for the visitor to keep. A type such as {@code application/pdf} is shown by browsers. */
    public static Future<Void> file(RoutingContext rc, String type, String name, byte[] content) {
        rc.response()
                .putHeader(HttpHeaders.CONTENT_DISPOSITION, "inline; filename=\"" + name + "\"")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        return rc.response().putHeader(HttpHeaders.CONTENT_TYPE, type).end(Buffer.buffer(content));
    }

    /**
     * Sends a file that the browser saves.
     *
     * @param name without characters that need quoting
     */
    public static Future<Void> download(RoutingContext rc, String name, String type, Buffer content) {
        return rc.response()
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader(HttpHeaders.CONTENT_TYPE, type)
                .putHeader("Content-Disposition", "attachment; filename=\"" + name + "\"")
                .end(content);
    }

    /** Sends a JSON file that the browser saves. */
    public static Future<Void> download(RoutingContext rc, String name, Object content) {
        return download(rc, name, JSON_TYPE, Buffer.buffer(text(content)));
    }

    public static Future<Void> nothing(RoutingContext rc) {
        return end(rc, 204, "", Buffer.buffer());
    }

    /** The request is accepted; its result is not shown. */
    public static Future<Void> accepted(RoutingContext rc) {
        return end(rc, 202, "", Buffer.buffer());
    }

    /** The stored answer of an earlier identical request. */
    static Future<Void> again(RoutingContext rc, Idempotency.Answer answer) {
        put(rc.response(), HttpHeaders.LOCATION, answer.location());
        put(rc.response(), HttpHeaders.CONTENT_LANGUAGE, answer.language());
        var type = answer.body().length() == 0 ? "" : answer.status() < 400 ? JSON_TYPE : PROBLEM_TYPE;
        return end(rc, answer.status(), type, answer.body());
    }

    private static void put(HttpServerResponse response, CharSequence header, String value) {
        if (value != null) {
            response.putHeader(header, value);
        }
    }

    /** Sends every answer of the API, so that the answer to an idempotent call is stored first. */
    private static Future<Void> end(RoutingContext rc, int status, String type, Buffer body) {
        var headers = rc.response().headers();
        var answer = new Idempotency.Answer(
                status, body, headers.get(HttpHeaders.LOCATION), headers.get(HttpHeaders.CONTENT_LANGUAGE));
        return Idempotency.Pending.of(rc).store(answer).compose(stored -> send(rc.response(), status, type, body));
    }

    private static Future<Void> send(HttpServerResponse response, int status, String type, Buffer body) {
        response.setStatusCode(status).putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (!type.isEmpty()) {
            response.putHeader(HttpHeaders.CONTENT_TYPE, type);
        }
        return response.end(body);
    }

    /** Sets the header {@code Retry-After} if the failure has a delay. */
    public static void retryAfter(RoutingContext rc, Failure failure) {
        failure.retryAfter().ifPresent(delay -> rc.response().putHeader("Retry-After", Long.toString(seconds(delay))));
    }

    /** Rounded up, so that a client that waits that long is not too early. */
    static long seconds(Duration delay) {
        return Math.max(1, delay.plusNanos(999_999_999).toSeconds());
    }

    /** Redirects after an effect, so that a reload does not repeat it. */
    public static Future<Void> seeOther(RoutingContext rc, String path) {
        rc.response()
                .setStatusCode(303)
                .putHeader(HttpHeaders.LOCATION, path)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        return rc.response().end();
    }

    /** Shows the page of a form again, with the errors of its fields. */
    @FunctionalInterface
    public interface FormPage {
        Future<Void> show(int status, List<FieldError> faults);
    }

    /**
     * Executes a submitted form. After a failure that names fields or is of one of these kinds, the page is shown
     * again.
     */
    public static Future<Void> submit(
            RoutingContext rc, Supplier<Future<Void>> act, FormPage page, Failure.Kind... shown) {
        return Future.succeededFuture().compose(start -> act.get()).recover(cause -> {
            if (!(cause instanceof Failure failure) || !isShown(failure, shown)) {
                return Future.failedFuture(cause);
            }
            retryAfter(rc, failure);
            return page.show(failure.kind().status(), failure.faults());
        });
    }

    private static boolean isShown(Failure failure, Failure.Kind... shown) {
        return !failure.fields().isEmpty() || List.of(shown).contains(failure.kind());
    }

    static String text(Object body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Not writable as JSON: " + body.getClass(), e);
        }
    }
}
