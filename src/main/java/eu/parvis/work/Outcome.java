package eu.parvis.work;

import java.util.Optional;

/**
 * The outcome of one job.
 *
 * @param next another job, claimed together with the end of this one
 * @param look whether another claim may find something
 */
public record Outcome<J>(Result result, Optional<J> next, boolean look) {

    /** How a job ended. */
    public enum Result {
        DONE,
        /** Failed, and due again later. */
        PUT_OFF,
        /** Failed for good. */
        GIVEN_UP
    }

    public static <J> Outcome<J> done() {
        return of(Result.DONE);
    }

    public static <J> Outcome<J> putOff() {
        return of(Result.PUT_OFF);
    }

    public static <J> Outcome<J> of(Result result) {
        return new Outcome<>(result, Optional.empty(), true);
    }
}
