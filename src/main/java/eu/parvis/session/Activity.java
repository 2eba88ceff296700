package eu.parvis.session;

import io.vertx.core.Vertx;
import io.vertx.core.shareddata.LocalMap;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Last activity of each session on this node that is not yet written to the database. Shared by all verticle instances
 * of the node, so any instance can answer.
 */
final class Activity {

    private final LocalMap<String, Long> lastActivity;

    Activity(Vertx vertx) {
        this.lastActivity = vertx.sharedData().getLocalMap("session.activity");
    }

    void note(UUID session, Instant at) {
        lastActivity.merge(session.toString(), at.toEpochMilli(), Math::max);
    }

    /** The later of the written time and the time held here. */
    Instant latest(UUID session, Instant written) {
        var here = lastActivity.get(session.toString());
        return here == null || here < written.toEpochMilli() ? written : Instant.ofEpochMilli(here);
    }

    /** Removes and returns all entries. Concurrent callers never get the same entry. */
    SortedMap<UUID, Instant> take() {
        var entries = new TreeMap<UUID, Instant>();
        for (var session : List.copyOf(lastActivity.keySet())) {
            var at = lastActivity.remove(session);
            if (at != null) {
                entries.put(UUID.fromString(session), Instant.ofEpochMilli(at));
            }
        }
        return entries;
    }

    void putBack(SortedMap<UUID, Instant> entries) {
        entries.forEach(this::note);
    }
}
