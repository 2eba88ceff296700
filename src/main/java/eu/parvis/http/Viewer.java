package eu.parvis.http;

import io.vertx.ext.web.RoutingContext;
import java.util.List;

/**
 * The signed-in person as the frame of a page shows them.
 *
 * @param organisation name of the organisation they act for, or empty
 * @param activating still in the activation wizard
 */
public record Viewer(
        String name,
        String organisation,
        List<String> roles,
        List<Organisation> organisations,
        boolean activating,
        Session session) {

    private static final String KEY = Viewer.class.getName();

    /**
     * When the session ends, in seconds from this answer on.
     *
     * @param idle without activity; every page begins it anew
     * @param left whatever they do
     * @param warning so long before the end that comes first they are told
     */
    public record Session(long idle, long left, long warning) {}

    public record Organisation(String id, String name, boolean current) {}

    /** Null where nobody is signed in; templates ask for that. */
    static Viewer of(RoutingContext rc) {
        return rc.get(KEY);
    }

    public void show(RoutingContext rc) {
        rc.put(KEY, this);
    }
}
