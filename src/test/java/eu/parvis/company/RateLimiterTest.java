package eu.parvis.company;

import static org.junit.jupiter.api.Assertions.assertEquals;

import eu.parvis.TestClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RateLimiterTest {

    private final TestClock clock = new TestClock();
    private final RateLimiter pace = new RateLimiter(clock, 4, Duration.ofSeconds(1));

    @Test
    void callsLeaveAtEvenDistances() {
        assertEquals(List.of(0L, 250L, 500L, 750L, 1000L), turns(5));
    }

    @Test
    void whoWouldWaitTooLongIsTurnedAway() {
        turns(5);

        assertEquals(Optional.empty(), pace.reserve());

        clock.advance(Duration.ofMillis(250));
        assertEquals(Optional.of(Duration.ofSeconds(1)), pace.reserve());
    }

    @Test
    void aQuietHourSavesNothingUp() {
        clock.advance(Duration.ofHours(1));

        assertEquals(List.of(0L, 250L), turns(2));
    }

    private List<Long> turns(int calls) {
        return IntStream.range(0, calls)
                .mapToObj(call -> pace.reserve().orElseThrow().toMillis())
                .toList();
    }
}
