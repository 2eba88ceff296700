package eu.parvis.account;

import eu.parvis.values.Language;
import eu.parvis.values.Person;
import java.time.Instant;
import java.util.UUID;

/**
 * A new account, not yet activated.
 *
 * @param temporaryPasswordHash PHC string of the password that is mailed (CG-35)
 */
public record NewAccount(
        UUID id,
        String identifier,
        Person person,
        Language language,
        String temporaryPasswordHash,
        Instant temporaryPasswordExpiresAt,
        Instant createdAt) {

    @Override
    public String toString() {
        return "NewAccount[" + id + "]";
    }
}
