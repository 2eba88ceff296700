package eu.parvis.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
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
        rc.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        return rc.response().end(text(body));
    }

    public static Future<Void> nothing(RoutingContext rc) {
        rc.response().setStatusCode(204).putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        return rc.response().end();
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
