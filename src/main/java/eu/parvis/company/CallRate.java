package eu.parvis.company;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Spreads calls evenly, so that a register's limit is never reached. Not thread-safe: one for a verticle. */
final class CallRate {

    private final Clock clock;
    private final long gap;
    private final long patience;
    private long next;

    /**
     * Starts with a free turn.
     *
     * @param patience how long a call may be put off
     */
    CallRate(Clock clock, int callsPerSecond, Duration patience) {
        this.clock = clock;
        this.gap = 1_000_000 / callsPerSecond;
        this.patience = patience.toMillis() * 1_000;
    }

    /** How long the caller has to wait for its turn; empty where the queue is too long. */
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
