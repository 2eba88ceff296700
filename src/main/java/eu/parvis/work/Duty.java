package eu.parvis.work;

import eu.parvis.capability.Foundation;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A recurring duty, such as the deletion of old rows. It is one row of the table {@code work}, so that only one node
 * does it at a time.
 *
 * @param every interval between two runs, also after a failure
 * @param act does the duty; may run again after it was done
 */
public record Duty(Foundation foundation, String name, Duration every, Supplier<Future<?>> act)
        implements WorkKind<Job> {

    private static final Duration LEASE = Duration.ofMinutes(5);

    /** Starts a worker for this duty. */
    public static Worker<Job> start(
            Vertx vertx, Foundation foundation, String name, Duration every, Supplier<Future<?>> act) {
        return Worker.start(vertx, foundation, every, new Duty(foundation, name, every, act));
    }

    @Override
    public Duration lease() {
        return LEASE;
    }

    /** The clock of another node may be ahead by the length of a lease. */
    @Override
    public Future<Claim<Job>> claim(Instant now, Instant leaseUntil) {
        return repository()
                .claimDuty(name, now, leaseUntil, leaseUntil.plus(every), leaseUntil.plus(LEASE))
                .map(Claim::of);
    }

    @Override
    public Future<Outcome<Job>> run(Job job) {
        return act.get().compose(done -> repository().repeat(job, nextRun(job))).map(once(Outcome.Result.DONE));
    }

    @Override
    public Future<Outcome<Job>> failed(Job job, Throwable cause) {
        return repository()
                .putOff(job, Optional.of(nextRun(job)), JobKind.brief(cause))
                .map(once(Outcome.Result.PUT_OFF));
    }

    /**
     * Counted from the claim, and shorter than the interval, so that a timer that fires slightly early finds the duty
     * due.
     */
    private Instant nextRun(Job job) {
        return job.leaseUntil().minus(LEASE).plus(every.multipliedBy(9).dividedBy(10));
    }

    /** Requests no further claim, because there is only one row. */
    private static <J> Outcome<J> once(Outcome.Result result) {
        return new Outcome<>(result, Optional.empty(), false);
    }

    @Override
    public Future<Backlog> backlog(Instant now) {
        return repository().backlog(name, now);
    }

    private WorkRepository repository() {
        return new WorkRepository(foundation.database());
    }
}
