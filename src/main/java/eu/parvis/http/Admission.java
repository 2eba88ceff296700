package eu.parvis.http;

import eu.parvis.bus.Failure;
import eu.parvis.crypto.HashingQueue;
import eu.parvis.crypto.HashingQueue.Priority;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Refuses visitors' requests that would hash while the queue for hashes is full: before an attempt is counted and before
 * the database is queried, so that under overload the machine works for those who are served. Calls of the API are
 * refused before their body is read; forms are read first, so that the page about the refusal can give them back.
 */
public final class Admission {

    private static final String PRIORITY = Priority.class.getName();

    private record Call(HttpMethod method, Pattern path, Priority priority) {

        static Call of(HttpMethod method, String path, Priority priority) {
            return new Call(method, Pattern.compile(path.replaceAll(":\\w+", "[^/]+")), priority);
        }

        boolean matches(HttpMethod asked, String at) {
            return method.equals(asked) && path.matcher(at).matches();
        }
    }

    private final List<Call> calls = new ArrayList<>();

    /** Declares that this route hashes for a visitor. Precedes the handlers that query anything. */
    public static Route hashing(Route route, Priority priority) {
        return route.putMetadata(PRIORITY, priority).handler(rc -> admit(rc, priority));
    }

    private static void admit(RoutingContext rc, Priority priority) {
        var queue = HashingQueue.of(rc.vertx());
        if (!queue.tryAdmit(priority)) {
            refuse(rc, queue);
            return;
        }
        rc.addEndHandler(ended -> queue.dismiss());
        rc.next();
    }

    private static void refuse(RoutingContext rc, HashingQueue queue) {
        rc.fail(Failure.unavailable(queue.retryAfter()));
    }

    /** Finds the operations that were declared. */
    void watch(Router api, String prefix) {
        for (var route : api.getRoutes()) {
            Priority priority = route.getMetadata(PRIORITY);
            if (priority != null) {
                route.methods().forEach(method -> calls.add(Call.of(method, prefix + route.getPath(), priority)));
            }
        }
    }

    /** Runs before the body is read. */
    void check(RoutingContext rc) {
        var queue = HashingQueue.of(rc.vertx());
        if (Visit.of(rc).api()
                && priority(rc).filter(priority -> !queue.hasRoom(priority)).isPresent()) {
            refuse(rc, queue);
        } else {
            rc.next();
        }
    }

    private Optional<Priority> priority(RoutingContext rc) {
        return calls.stream()
                .filter(call -> call.matches(rc.request().method(), rc.normalizedPath()))
                .map(Call::priority)
                .findFirst();
    }
}
