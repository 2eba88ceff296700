package eu.parvis.work;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When to try again, and when to give up.
 *
 * @param delays before the second attempt, the third, and so on; the last one repeats
 * @param jitter a delay grows by up to this share, so that jobs put off together do not come back together
 * @param attempts give up after this many
 * @param within give up if the next attempt would be later than this after the job was added
 */
public record RetryPolicy(List<Duration> delays, double jitter, int attempts, Optional<Duration> within) {

    public RetryPolicy {
        delays = List.copyOf(delays);
    }

    /** Tries for ever, without jitter. */
    public static RetryPolicy of(Duration... delays) {
        return new RetryPolicy(List.of(delays), 0, Integer.MAX_VALUE, Optional.empty());
    }

    public RetryPolicy withJitter(double share) {
        return new RetryPolicy(delays, share, attempts, within);
    }

    public RetryPolicy giveUpAfter(int failedAttempts) {
        return new RetryPolicy(delays, jitter, failedAttempts, within);
    }

    public RetryPolicy giveUpAfter(Duration age) {
        return new RetryPolicy(delays, jitter, attempts, Optional.of(age));
    }

    /**
     * The time of the next attempt; empty if the job is given up.
     *
     * @param failures failed attempts so far, at least one
     * @param added when the job was added
     */
    public Optional<Instant> next(int failures, Instant added, Instant now, RandomGenerator random) {
        if (failures >= attempts) {
            return Optional.empty();
        }
        var next = now.plus(delay(failures, random));
        return within.filter(age -> next.isAfter(added.plus(age))).isPresent() ? Optional.empty() : Optional.of(next);
    }

    private Duration delay(int failures, RandomGenerator random) {
        var delay = delays.get(Math.min(failures, delays.size()) - 1);
        return delay.plusMillis((long) (delay.toMillis() * jitter * random.nextDouble()));
    }
}
