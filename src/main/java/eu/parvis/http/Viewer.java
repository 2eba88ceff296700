package eu.parvis.http;

import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The signed-in user as the frame of a page shows them.
 *
 * @param organisation name of the organisation they act for, or empty
 * @param roles in that organisation; {@link #OPERATOR} alone for an operator of the registration desk
 * @param subject what the forms of the page act on; each sends it in a hidden field
 * @param activating still in the activation wizard
 * @param termsUntil until when new terms of use may be accepted; empty if there are none to accept
 * @param deletionDueAt when the account is deleted; empty if no deletion was asked for
 */
public record Viewer(
        String name,
        String organisation,
        List<String> roles,
        List<Organisation> organisations,
        String subject,
        boolean activating,
        Optional<Instant> termsUntil,
        Optional<Instant> deletionDueAt,
        Session session) {

    /** Sees the pages of the registration desk instead of those for customers. */
    public static final String OPERATOR = "OPERATOR";

    private static final String KEY = Viewer.class.getName();

    /**
     * When the session ends, in seconds from this answer on.
     *
     * @param idle without activity; every page starts it again
     * @param left at the latest
     * @param warning time between the warning and the end
     */
    public record Session(long idle, long left, long warning) {}

    public record Organisation(String id, String name, boolean current) {}

    /** Empty for a visitor who is not signed in. */
    static Optional<Viewer> of(RoutingContext rc) {
        return Optional.ofNullable(rc.get(KEY));
    }

    public void show(RoutingContext rc) {
        rc.put(KEY, this);
    }
}
