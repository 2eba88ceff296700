package eu.parvis.company;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Spaces calls evenly, so that the register's rate limit is never reached. Not thread-safe: one instance per verticle.
 */
final class CallRate {

    private final Clock clock;
    private final long gap;
    private final long patience;
    private long next;

    /**
     * Creates a limiter whose first call need not wait.
     *
     * @param patience longest time that a call may wait
     */
    CallRate(Clock clock, int callsPerSecond, Duration patience) {
        this.clock = clock;
        this.gap = 1_000_000 / callsPerSecond;
        this.patience = patience.toMillis() * 1_000;
    }

    /** Reserves the next slot and returns the time to wait for it; empty if that exceeds the limit. */
    Optional<Duration> turn() {
        var now = clock.millis() * 1_000;
        var turn = Math.max(now, next);
        if (turn - now > patience) {
            return Optional.empty();
        }
        next = turn + gap;
        return Optional.of(Duration.ofMillis((turn - now) / 1_000));
    }
}
