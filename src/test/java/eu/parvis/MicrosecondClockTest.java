package eu.parvis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class MicrosecondClockTest {

    private final Clock clock =
            new MicrosecondClock(Clock.fixed(Instant.parse("2026-11-30T10:00:00.123456789Z"), ZoneOffset.UTC));

    @Test
    void aMomentHasTheMicrosecondsThatTheDatabaseStores() {
        assertEquals(Instant.parse("2026-11-30T10:00:00.123456Z"), clock.instant());
    }

    /** Clock.tick of OpenJDK 17.0.15 fails here with "/ by zero". */
    @Test
    void itsMillisecondsAreThoseOfTheBase() {
        assertEquals(Instant.parse("2026-11-30T10:00:00.123Z").toEpochMilli(), clock.millis());
    }
}
