package eu.parvis.account;

import java.time.Instant;
import java.util.Optional;

/**
 * The stored password of an account.
 *
 * @param phc its hash as a PHC string
 * @param expiresAt end of a temporary password; empty for a chosen one
 */
public record Credential(Account account, String phc, Optional<Instant> expiresAt) {

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
