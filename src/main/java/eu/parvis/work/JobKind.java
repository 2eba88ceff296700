package eu.parvis.work;

import eu.parvis.bus.Failure;
import eu.parvis.capability.Foundation;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/**
 * Jobs that are rows of the table {@code work}. The row of the subject holds the data of the job.
 *
 * @param act does the job; may run again after it was done
 */
public record JobKind(
        Foundation foundation, String name, Duration lease, RetryPolicy retries, Function<Job, Future<Void>> act)
        implements WorkKind<Job> {

    @Override
    public Future<Claim<Job>> claim(Instant now, Instant leaseUntil) {
        return repository().claim(name, now, leaseUntil).map(Claim::of);
    }

    @Override
    public Future<Outcome<Job>> run(Job job) {
        return act.apply(job).compose(done -> repository().finish(job)).map(Outcome.done());
    }

    @Override
    public Future<Outcome<Job>> failed(Job job, Throwable cause) {
        var next = retries.next(job.attempts(), job.addedAt(), foundation.now(), foundation.random());
        return repository()
                .putOff(job, next, brief(cause))
                .map(Outcome.of(next.isPresent() ? Outcome.Result.PUT_OFF : Outcome.Result.GIVEN_UP));
    }

    /** Omits the message, which may contain a visitor's input; the log has it. */
    static String brief(Throwable cause) {
        return cause instanceof Failure failure
                ? failure.kind().name()
                : cause.getClass().getSimpleName();
    }

    @Override
    public Future<Backlog> backlog(Instant now) {
        return repository().backlog(name, now);
    }

    private WorkRepository repository() {
        return new WorkRepository(foundation.database());
    }
}
