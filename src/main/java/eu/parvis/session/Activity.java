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

    private final LocalMap<String, Long> seen;

    Activity(Vertx vertx) {
        this.seen = vertx.sharedData().getLocalMap("session.activity");
    }

    void note(UUID session, Instant at) {
        seen.merge(session.toString(), at.toEpochMilli(), Math::max);
    }

    /** The later of the written time and the time held here. */
    Instant latest(UUID session, Instant written) {
        var known = seen.get(session.toString());
        return known == null || known < written.toEpochMilli() ? written : Instant.ofEpochMilli(known);
    }

    /** Removes and returns all entries. Concurrent callers never get the same entry. */
    SortedMap<UUID, Instant> take() {
        var taken = new TreeMap<UUID, Instant>();
        for (var session : List.copyOf(seen.keySet())) {
            var at = seen.remove(session);
            if (at != null) {
                taken.put(UUID.fromString(session), Instant.ofEpochMilli(at));
            }
        }
        return taken;
    }

    void putBack(SortedMap<UUID, Instant> taken) {
        taken.forEach(this::note);
    }
}
