package eu.parvis.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import eu.parvis.bus.Failure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What one network address may do on this node. A flood is a matter of one node's memory; what must hold across nodes
 * (tries of an account, mails to an address) is counted in the database by its capability.
 */
public final class Limits {

    private static final int MOST_ADDRESSES = 200_000;

    private record Key(String act, String address, long window) {}

    private final Cache<Key, AtomicInteger> spent =
            Caffeine.newBuilder().maximumSize(MOST_ADDRESSES).build();
    private final Clock clock;
    private final int factor;

    public Limits(Clock clock, int addressFactor) {
        this.clock = clock;
        this.factor = addressFactor;
    }

    /**
     * Counts one act.
     *
     * @throws Failure RATE_LIMITED where there were too many in this window of time
     */
    public void spend(String act, String address, int most, Duration window) {
        var now = clock.instant();
        var number = now.getEpochSecond() / window.toSeconds();
        var count = spent.get(new Key(act, address, number), key -> new AtomicInteger())
                .incrementAndGet();
        if (count > (long) most * factor) {
            var end = Instant.ofEpochSecond((number + 1) * window.toSeconds());
            throw Failure.rateLimited(
                    "problem.rateLimited", Duration.between(now, end).plusSeconds(1));
        }
    }
}
