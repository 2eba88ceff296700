package eu.parvis.mail;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * When to try again. Delays grow, so that nobody is pestered (at most eight tries in any day), and vary, so that mails
 * put off together do not come back together.
 */
final class Retries {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration SOON_VARIES = Duration.ofSeconds(10);
    private static final List<Duration> GROWING =
            List.of(Duration.ofMinutes(5), Duration.ofMinutes(15), Duration.ofMinutes(45), Duration.ofMinutes(135));
    private static final Duration AT_LAST = Duration.ofHours(6);
    private static final double VARIES = 0.2;

    private final RandomGenerator random;

    Retries(RandomGenerator random) {
        this.random = random;
    }

    /** Our own server is looked for without mercy: mails are to leave within a minute of its return. */
    Duration soon() {
        return SOON.plusMillis(random.nextLong(SOON_VARIES.toMillis()));
    }

    /** @param deferrals how often the mail has been put off before */
    Duration growing(int deferrals) {
        var delay = deferrals < GROWING.size() ? GROWING.get(deferrals) : AT_LAST;
        return delay.plusMillis((long) (delay.toMillis() * VARIES * random.nextDouble()));
    }
}
