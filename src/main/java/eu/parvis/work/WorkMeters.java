package eu.parvis.work;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;

/** The meters of one kind of job: {@code parvis_work_*} with its name as the tag {@code kind}. */
final class WorkMeters {

    private final Clock clock;
    private final Counter begun;
    private final Counter done;
    private final Counter failed;
    private final Counter givenUp;
    private volatile Backlog backlog = Backlog.UNKNOWN;

    WorkMeters(MeterRegistry meters, Clock clock, String kind) {
        this.clock = clock;
        this.begun = counter(meters, kind, "begun", "Jobs that this node has begun");
        this.done = counter(meters, kind, "done", "Jobs that this node has done");
        this.failed = counter(meters, kind, "failed", "Jobs that failed on this node and are tried again");
        this.givenUp = counter(meters, kind, "given.up", "Jobs that failed on this node for good");
        Gauge.builder("parvis.work.running", this::running)
                .description("Jobs that run on this node now")
                .tag("kind", kind)
                .register(meters);
        Gauge.builder("parvis.work.due", () -> backlog.due())
                .description("Due jobs of all nodes that do not run")
                .tag("kind", kind)
                .register(meters);
        Gauge.builder("parvis.work.oldest", this::oldest)
                .description("How long the oldest due job has been due")
                .baseUnit("seconds")
                .tag("kind", kind)
                .register(meters);
    }

    private static Counter counter(MeterRegistry meters, String kind, String name, String description) {
        return Counter.builder("parvis.work." + name)
                .description(description)
                .tag("kind", kind)
                .register(meters);
    }

    /** Computed from the counters, because several workers of one node share them. */
    private double running() {
        return begun.count() - done.count() - failed.count() - givenUp.count();
    }

    private double oldest() {
        var counted = backlog;
        return counted.oldest()
                .map(oldest -> Duration.between(oldest, clock.instant()).toMillis() / 1000.0)
                .orElse(counted.due());
    }

    /** Stores the last count. While the database is unreachable, it stays and the age of the oldest job grows. */
    void backlog(Backlog counted) {
        backlog = counted;
    }

    void begun() {
        begun.increment();
    }

    void ended(Outcome.Result result) {
        switch (result) {
            case DONE -> done.increment();
            case PUT_OFF -> failed.increment();
            case GIVEN_UP -> givenUp.increment();
        }
    }
}
