package eu.parvis.company;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Spaces calls evenly, so that the register's rate limit is never reached. Not thread-safe: one instance per verticle.
 */
final class RateLimiter {

    private final Clock clock;
    private final long interval;
    private final long maxWait;
    private long nextSlot;

    /**
     * Creates a limiter whose first call need not wait.
     *
     * @param maxWait longest time that a call may wait
     */
    RateLimiter(Clock clock, int callsPerSecond, Duration maxWait) {
        this.clock = clock;
        this.interval = 1_000_000 / callsPerSecond;
        this.maxWait = maxWait.toMillis() * 1_000;
    }

    /** Reserves the next slot and returns the time to wait for it; empty if that exceeds the limit. */
    Optional<Duration> reserve() {
        var now = clock.millis() * 1_000;
        var slot = Math.max(now, nextSlot);
        if (slot - now > maxWait) {
            return Optional.empty();
        }
        nextSlot = slot + interval;
        return Optional.of(Duration.ofMillis((slot - now) / 1_000));
    }
}
