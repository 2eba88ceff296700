package eu.parvis.organisation;

import eu.parvis.company.Siret;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A registered organisation.
 *
 * @param siret at most one of the three numbers is there
 * @param phone E.164, as is the fax
 * @param postcode empty in countries without postcodes
 * @param country ISO 3166-1, two letters
 */
public record Organisation(
        UUID id,
        RegisteredIn registeredIn,
        Optional<String> siret,
        Optional<String> vatNumber,
        Optional<String> identificationNumber,
        OrganisationType type,
        String name,
        String phone,
        Optional<String> fax,
        String address,
        Optional<String> postcode,
        String town,
        String region,
        String country,
        State state,
        Instant createdAt) {

    public enum State {
        /** Its first administrator has not yet been through the wizard. */
        PENDING,
        ACTIVE
    }

    /** Which of its numbers it is known by. */
    public enum NumberKind {
        SIRET,
        VAT,
        IDENTIFICATION
    }

    /** Empty for a French organisation without SIRET. */
    public Optional<NumberKind> numberKind() {
        return siret.map(number -> NumberKind.SIRET)
                .or(() -> vatNumber.map(number -> NumberKind.VAT))
                .or(() -> identificationNumber.map(number -> NumberKind.IDENTIFICATION));
    }

    /** As people read it. */
    public Optional<String> number() {
        return siret.map(number -> new Siret(number).grouped())
                .or(() -> vatNumber)
                .or(() -> identificationNumber);
    }
}
