package eu.parvis.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import eu.parvis.bus.Failure;
import eu.parvis.config.Configuration;
import eu.parvis.config.Limit;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the acts of each network address on this node, in memory. Limits that hold across nodes (sign-in attempts at
 * an account, mails to an address) are counted in the database by their capability.
 */
public final class Limits {

    private static final int MOST_ADDRESSES = 200_000;

    private record Key(String limit, String address, long window) {}

    private final Cache<Key, AtomicInteger> spent =
            Caffeine.newBuilder().maximumSize(MOST_ADDRESSES).build();
    private final Clock clock;
    private final Configuration configuration;

    public Limits(Clock clock, Configuration configuration) {
        this.clock = clock;
        this.configuration = configuration;
    }

    /**
     * Counts one act of this visitor.
     *
     * @throws Failure RATE_LIMITED if there were too many in this period
     */
    public void spend(Limit limit, RoutingContext rc) {
        spend(limit, Visit.of(rc).address());
    }

    /** Takes an act back that had no effect. */
    public void giveBack(Limit limit, RoutingContext rc) {
        giveBack(limit, Visit.of(rc).address());
    }

    void giveBack(Limit limit, String address) {
        var count = spent.getIfPresent(key(limit, address, clock.instant()));
        if (count != null) {
            count.decrementAndGet();
        }
    }

    void spend(Limit limit, String address) {
        var now = clock.instant();
        var key = key(limit, address, now);
        var count = spent.get(key, first -> new AtomicInteger()).incrementAndGet();
        if (count > (long) limit.most(configuration) * configuration.limit("addressFactor")) {
            var end = Instant.ofEpochSecond((key.window() + 1) * limit.period().toSeconds());
            throw Failure.rateLimited("problem.rateLimited", Duration.between(now, end));
        }
    }

    private static Key key(Limit limit, String address, Instant now) {
        var window = now.getEpochSecond() / limit.period().toSeconds();
        return new Key(limit.name(), Network.of(address), window);
    }
}
