package eu.parvis.deletion;

import eu.parvis.Await;
import eu.parvis.capability.Foundation;

/** Deletes the accounts that are due, as the duty does every minute. */
public final class DueDeletions {

    private DueDeletions() {}

    public static void run(Foundation foundation) {
        Await.done(sweep(foundation).sweep());
    }

    static DeletionSweep sweep(Foundation foundation) {
        return new DeletionSweep(DeletionServices.of(foundation), new Erasure(foundation));
    }
}
