package eu.parvis.work;

import java.util.Optional;

/**
 * The answer to a claim.
 *
 * @param more whether other jobs are due. Without a job: they are due, but cannot be claimed until a running job has
 *     ended
 */
public record Claim<J>(Optional<J> job, boolean more) {

    /** A claim that does not know whether there is more; the next claim finds out. */
    public static <J> Claim<J> of(Optional<J> job) {
        return new Claim<>(job, false);
    }
}
