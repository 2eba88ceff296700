package eu.parvis.http;

import eu.parvis.bus.Failure;
import io.vertx.ext.web.RoutingContext;
import java.util.UUID;

/** Reads the {@code :id} of a path. */
public final class PathId {

    private PathId() {}

    /** Fails with {@code NOT_FOUND} if the text is not an id, like an id that does not exist. */
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
