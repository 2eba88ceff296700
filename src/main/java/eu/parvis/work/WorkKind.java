package eu.parvis.work;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;

/**
 * A kind of job. The rows of its table hold the state: a job is due, leased by one node, or over.
 *
 * <p>A node that dies loses its lease, and another node claims the job again. So a job may run twice, and running it
 * twice must do no harm.
 *
 * @param <J> a claimed job
 */
public interface WorkKind<J> {

    /** The tag of its meters, such as {@code company.recheck}. */
    String name();

    /** How long a claimed job belongs to its node. */
    Duration lease();

    /** A job that has not ended after this time has failed. */
    default Duration limit() {
        return lease();
    }

    /** How many jobs one worker runs at the same time. */
    default int parallel() {
        return 1;
    }

    /**
     * Claims one due job in one statement, so that of several nodes only one gets it. A worker never claims again before
     * the answer.
     */
    Future<Claim<J>> claim(Instant now, Instant leaseUntil);

    /** Does the job and writes its outcome into its row. */
    Future<Outcome<J>> run(J job);

    /** Records that {@link #run} failed. If this fails, too, the job is due again when its lease ends. */
    default Future<Outcome<J>> failed(J job, Throwable cause) {
        return Future.succeededFuture(Outcome.putOff());
    }

    /** Counts the due jobs that no node holds a lease of. */
    Future<Backlog> backlog(Instant now);
}
