package eu.parvis.session;

import io.vertx.core.Vertx;
import io.vertx.core.shareddata.LocalMap;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What sessions did on this node since it was last written. All instances share it, so it does not matter which of them
 * is asked next.
 */
final class Activity {

    private final LocalMap<String, Long> seen;

    Activity(Vertx vertx) {
        this.seen = vertx.sharedData().getLocalMap("session.activity");
    }

    void note(UUID session, Instant at) {
        seen.merge(session.toString(), at.toEpochMilli(), Math::max);
    }

    /** The later one of what was written and what is known here. */
    Instant latest(UUID session, Instant written) {
        var known = seen.get(session.toString());
        return known == null || known < written.toEpochMilli() ? written : Instant.ofEpochMilli(known);
    }

    /** Takes all there is, each entry once: another instance that takes at the same time gets the others. */
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
