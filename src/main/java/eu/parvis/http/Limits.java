package eu.parvis.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import eu.parvis.bus.Failure;
import eu.parvis.config.Configuration;
import eu.parvis.config.Limit;
import io.netty.util.NetUtil;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the acts of each network address on this node, in memory. Limits that hold across nodes (sign-in attempts at
 * an account, mails to an address) are counted in the database by their capability.
 */
public final class Limits {

    private static final int MOST_ADDRESSES = 200_000;
    private static final int NETWORK_BYTES = 8;

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

    void spend(Limit limit, String address) {
        var now = clock.instant();
        var number = now.getEpochSecond() / limit.period().toSeconds();
        var count = spent.get(new Key(limit.name(), network(address), number), key -> new AtomicInteger())
                .incrementAndGet();
        if (count > (long) limit.most(configuration) * configuration.limit("addressFactor")) {
            var end = Instant.ofEpochSecond((number + 1) * limit.period().toSeconds());
            throw Failure.rateLimited(
                    "problem.rateLimited", Duration.between(now, end).plusSeconds(1));
        }
    }

    /**
     * Reduces an IPv6 address to its first 64 bits, because a subscriber gets a whole network (RFC 6177) and can change
     * addresses within it.
     */
    static String network(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        var bytes = NetUtil.createByteArrayFromIpAddressString(address);
        var isNetwork = bytes != null && bytes.length > 4 && !isIpv4(bytes);
        return isNetwork ? HexFormat.of().formatHex(bytes, 0, NETWORK_BYTES) : address;
    }

    /** Whether this is an IPv4 address written as IPv6, {@code ::ffff:192.0.2.1} (RFC 4291, 2.5.5.2). */
    private static boolean isIpv4(byte[] bytes) {
        return Arrays.equals(bytes, 0, 12, new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1}, 0, 12);
    }
}
