package eu.parvis.http;

import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.List;

/**
 * The signed-in person as the frame of a page shows them.
 *
 * @param organisation name of the organisation they act for, or empty
 * @param activating still in the activation wizard
 * @param idleEnd when inactivity ends the session, as of this request
 */
public record Viewer(
        String name,
        String organisation,
        List<String> roles,
        List<Organisation> organisations,
        boolean activating,
        Instant idleEnd) {

    private static final String KEY = Viewer.class.getName();

    public record Organisation(String id, String name, boolean current) {}

    /** Null where nobody is signed in; templates ask for that. */
    static Viewer of(RoutingContext rc) {
        return rc.get(KEY);
    }

    public void show(RoutingContext rc) {
        rc.put(KEY, this);
    }
}
