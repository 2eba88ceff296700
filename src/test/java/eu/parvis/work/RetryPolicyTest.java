package eu.parvis.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {

    private static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);

    private final Random random = new Random(5);

    @Test
    void delaysFollowEachOtherAndTheLastOneRepeats() {
        var policy = RetryPolicy.of(MINUTE, HOUR);

        assertEquals(Optional.of(NOW.plus(MINUTE)), policy.next(1, NOW, NOW, random));
        assertEquals(Optional.of(NOW.plus(HOUR)), policy.next(2, NOW, NOW, random));
        assertEquals(Optional.of(NOW.plus(HOUR)), policy.next(1_000, NOW, NOW, random));
    }

    @Test
    void jitterOnlyLengthensADelay() {
        var policy = RetryPolicy.of(MINUTE).withJitter(0.5);

        for (var i = 0; i < 100; i++) {
            var next = policy.next(1, NOW, NOW, random).orElseThrow();
            assertTrue(!next.isBefore(NOW.plusSeconds(60)) && next.isBefore(NOW.plusSeconds(90)), next::toString);
        }
    }

    @Test
    void itGivesUpAfterTheLastAttempt() {
        var policy = RetryPolicy.of(MINUTE).giveUpAfter(3);

        assertTrue(policy.next(2, NOW, NOW, random).isPresent());
        assertEquals(Optional.empty(), policy.next(3, NOW, NOW, random));
    }

    @Test
    void itGivesUpWhereTheNextAttemptWouldComeTooLate() {
        var policy = RetryPolicy.of(MINUTE).giveUpAfter(HOUR);

        assertTrue(policy.next(9, NOW.minus(HOUR).plus(MINUTE), NOW, random).isPresent());
        assertEquals(
                Optional.empty(), policy.next(9, NOW.minus(HOUR).plus(MINUTE).minusMillis(1), NOW, random));
    }
}
