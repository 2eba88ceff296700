package eu.parvis.account;

import eu.parvis.values.EmailAddress;
import eu.parvis.values.Language;
import eu.parvis.values.PersonName;
import eu.parvis.values.PhoneNumber;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * An account that nobody has activated yet.
 *
 * @param temporaryPasswordHash PHC string of the password that is mailed (CG-35)
 */
public record NewAccount(
        UUID id,
        String identifier,
        EmailAddress email,
        PersonName firstName,
        PersonName lastName,
        Optional<PhoneNumber> phone,
        Language language,
        String temporaryPasswordHash,
        Instant temporaryPasswordExpiresAt,
        Instant createdAt) {

    @Override
    public String toString() {
        return "NewAccount[" + id + "]";
    }
}
