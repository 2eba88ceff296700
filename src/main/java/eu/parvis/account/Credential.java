package eu.parvis.account;

import java.time.Instant;
import java.util.Optional;

/**
 * The stored password of an account.
 *
 * @param phc its hash as a PHC string
 * @param expiresAt end of a temporary password; empty for a chosen one
 * @param lockedAt when the account was last locked; devices that were known before are forgotten
 * @param firstSignIn whether nobody has signed in before
 */
public record Credential(
        Account account, String phc, Optional<Instant> expiresAt, Optional<Instant> lockedAt, boolean firstSignIn) {

    public boolean temporary() {
        return expiresAt.isPresent();
    }

    public boolean expired(Instant now) {
        return expiresAt.filter(end -> !now.isBefore(end)).isPresent();
    }

    @Override
    public String toString() {
        return "Credential[" + account.id() + "]";
    }
}
