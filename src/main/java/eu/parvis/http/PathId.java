package eu.parvis.http;

import eu.parvis.bus.Failure;
import io.vertx.ext.web.RoutingContext;
import java.util.UUID;

/** Reads the {@code :id} of a path. */
public final class PathId {

    private PathId() {}

    /** A text that is no id fails with {@code NOT_FOUND}, as an id that does not exist does. */
    public static UUID of(RoutingContext rc) {
        return parse(rc.pathParam("id"));
    }

    static UUID parse(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw Failure.notFound();
        }
    }
}
