package eu.parvis.http;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import eu.parvis.TestClock;
import eu.parvis.TestConfiguration;
import eu.parvis.bus.Failure;
import eu.parvis.config.Limit;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitsTest {

    private static final Limit LOOK_UPS = Limit.of("lookUpsPerHour", Duration.ofHours(1));
    private static final Limit RECOVERIES = Limit.of("recoveriesPerHour", Duration.ofHours(1));

    private final TestClock clock = new TestClock();
    private final Limits limits = new Limits(clock, TestConfiguration.with(Map.of("limits.lookUpsPerHour", "2")));

    @Test
    void eachActIsCountedByItself() {
        limits.spend(LOOK_UPS, "192.0.2.1");
        limits.spend(LOOK_UPS, "192.0.2.1");

        assertThrows(Failure.class, () -> limits.spend(LOOK_UPS, "192.0.2.1"));
        assertDoesNotThrow(() -> limits.spend(RECOVERIES, "192.0.2.1"));
        assertDoesNotThrow(() -> limits.spend(LOOK_UPS, "192.0.2.2"));
    }

    @Test
    void anActThatHadNoEffectIsTakenBack() {
        for (var i = 0; i < 5; i++) {
            limits.spend(LOOK_UPS, "192.0.2.1");
            limits.giveBack(LOOK_UPS, "192.0.2.1");
        }
        limits.giveBack(LOOK_UPS, "192.0.2.2");

        assertDoesNotThrow(() -> limits.spend(LOOK_UPS, "192.0.2.1"));
    }

    @Test
    void whoWaitsAsLongAsTheyAreToldGoesOn() {
        limits.spend(LOOK_UPS, "192.0.2.1");
        limits.spend(LOOK_UPS, "192.0.2.1");
        var refused = assertThrows(Failure.class, () -> limits.spend(LOOK_UPS, "192.0.2.1"));

        clock.advance(refused.retryAfter().orElseThrow().minusMillis(1));
        assertThrows(Failure.class, () -> limits.spend(LOOK_UPS, "192.0.2.1"));
        clock.advance(Duration.ofMillis(1));

        assertEquals(Failure.Kind.RATE_LIMITED, refused.kind());
        assertDoesNotThrow(() -> limits.spend(LOOK_UPS, "192.0.2.1"));
    }

    /** A line at home has 2 to the power of 64 addresses of IPv6, and may use a new one for each request. */
    @ParameterizedTest
    @CsvSource({
        "2001:db8:7:1::5, 2001:db8:7:1:ffff::9, true",
        "2001:db8:7:1::5, 2001:db8:7:2::5, false",
        "2001:0db8:0007:0001::5, 2001:db8:7:1::6, true",
        "fe80::1%eth0, fe80::2%eth0, true",
        "::ffff:192.0.2.1, ::ffff:192.0.2.2, false",
        "192.0.2.1, 192.0.2.2, false",
        "unknown:1, unknown:2, false"
    })
    void aNetworkOfIpv6IsOneVisitor(String one, String other, boolean same) {
        assertEquals(same, Network.of(one).equals(Network.of(other)));
    }
}
