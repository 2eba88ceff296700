package eu.parvis.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import eu.parvis.bus.Failure;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.function.Function;

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

    /** A handler that may throw or fail: either becomes the page or the problem that says so. */
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

    public static Future<Void> nothing(RoutingContext rc) {
        return end(rc, 204, "", Buffer.buffer());
    }

    /** Taken in; what comes of it does not show here. */
    public static Future<Void> accepted(RoutingContext rc) {
        return end(rc, 202, "", Buffer.buffer());
    }

    /** The same bytes as once before. */
    static Future<Void> again(RoutingContext rc, int status, Buffer body) {
        var type = body.length() == 0 ? "" : status < 400 ? JSON_TYPE : PROBLEM_TYPE;
        return end(rc, status, type, body);
    }

    /** Every answer of the API leaves here, so that one to an idempotent call is kept before it is sent. */
    private static Future<Void> end(RoutingContext rc, int status, String type, Buffer body) {
        return Idempotency.Pending.of(rc).keep(status, body).compose(kept -> send(rc.response(), status, type, body));
    }

    private static Future<Void> send(HttpServerResponse response, int status, String type, Buffer body) {
        response.setStatusCode(status).putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (!type.isEmpty()) {
            response.putHeader(HttpHeaders.CONTENT_TYPE, type);
        }
        return response.end(body);
    }

    /** Tells when it is worth trying again, where the failure knows. */
    public static void tellWhen(RoutingContext rc, Failure failure) {
        failure.retryAfter().ifPresent(delay -> rc.response().putHeader("Retry-After", Long.toString(seconds(delay))));
    }

    static long seconds(Duration delay) {
        return Math.max(1, delay.toSeconds());
    }

    /** After an effect: the browser asks for the page that tells of it, and a reload repeats nothing. */
    public static Future<Void> seeOther(RoutingContext rc, String path) {
        rc.response()
                .setStatusCode(303)
                .putHeader(HttpHeaders.LOCATION, path)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        return rc.response().end();
    }

    static String text(Object body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Not writable as JSON: " + body.getClass(), e);
        }
    }
}
