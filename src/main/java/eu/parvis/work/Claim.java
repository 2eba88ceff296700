package eu.parvis.work;

import java.util.Optional;

/**
 * The answer to a claim.
 *
 * @param more other jobs are due, too; without a job: they cannot be claimed before one that is running has ended
 */
public record Claim<J>(Optional<J> job, boolean more) {

    /** Where only the next claim can tell whether there is more. */
    public static <J> Claim<J> of(Optional<J> job) {
        return new Claim<>(job, false);
    }
}
