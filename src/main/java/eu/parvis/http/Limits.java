package eu.parvis.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import eu.parvis.bus.Failure;
import eu.parvis.config.Configuration;
import io.netty.util.NetUtil;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToIntFunction;

/**
 * What one network address may do on this node, over every door. A flood is a matter of one node's memory; what must
 * hold across nodes (tries of an account, mails to an address) is counted in the database by its capability.
 */
public final class Limits {

    /** What is counted, each by itself. */
    public enum Act {
        REQUEST(Configuration.Limits::requestsPerMinute, Duration.ofMinutes(1)),
        /** A password that is sent to be compared. */
        PASSWORD(Configuration.Limits::signInsPer15Minutes, Duration.ofMinutes(15)),
        /** Of an organisation, or a request to join one. */
        REGISTRATION(Configuration.Limits::registrationsPerHour, Duration.ofHours(1)),
        /** Mails asked for on the waiting page: as many more. Each of them costs a hash. */
        REGISTRATION_AGAIN(Configuration.Limits::registrationsPerHour, Duration.ofHours(1)),
        LOOK_UP(Configuration.Limits::lookUpsPerHour, Duration.ofHours(1)),
        RECOVERY(Configuration.Limits::recoveriesPerHour, Duration.ofHours(1)),
        /** Of a mail's reference: enough for a careful reader, too few to search for references. */
        MAIL_CHECK(settings -> 60, Duration.ofHours(1));

        @SuppressWarnings("ImmutableEnumChecker") // The functions have no state.
        private final ToIntFunction<Configuration.Limits> most;

        private final Duration window;

        Act(ToIntFunction<Configuration.Limits> most, Duration window) {
            this.most = most;
            this.window = window;
        }
    }

    private static final int MOST_ADDRESSES = 200_000;
    private static final int NETWORK_BYTES = 8;

    private record Key(Act act, String address, long window) {}

    private final Cache<Key, AtomicInteger> spent =
            Caffeine.newBuilder().maximumSize(MOST_ADDRESSES).build();
    private final Clock clock;
    private final Configuration.Limits settings;

    public Limits(Clock clock, Configuration.Limits settings) {
        this.clock = clock;
        this.settings = settings;
    }

    /**
     * Counts one act of this visitor.
     *
     * @throws Failure RATE_LIMITED where there were too many in this window of time
     */
    public void spend(Act act, RoutingContext rc) {
        spend(act, Visit.of(rc).address());
    }

    void spend(Act act, String address) {
        var now = clock.instant();
        var number = now.getEpochSecond() / act.window.toSeconds();
        var count = spent.get(new Key(act, household(address), number), key -> new AtomicInteger())
                .incrementAndGet();
        if (count > (long) act.most.applyAsInt(settings) * settings.addressFactor()) {
            var end = Instant.ofEpochSecond((number + 1) * act.window.toSeconds());
            throw Failure.rateLimited(
                    "problem.rateLimited", Duration.between(now, end).plusSeconds(1));
        }
    }

    /** Whoever has one address of IPv6 has the network around it, 64 bits of it (RFC 6177), and may use each in turn. */
    static String household(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        var bytes = NetUtil.createByteArrayFromIpAddressString(address);
        var isNetwork = bytes != null && bytes.length > 4 && !isIpv4(bytes);
        return isNetwork ? HexFormat.of().formatHex(bytes, 0, NETWORK_BYTES) : address;
    }

    /** Written as IPv6, {@code ::ffff:192.0.2.1} (RFC 4291, 2.5.5.2). */
    private static boolean isIpv4(byte[] bytes) {
        return Arrays.equals(bytes, 0, 12, new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1}, 0, 12);
    }
}
