package eu.parvis.organisation;

import java.time.Instant;
import java.util.UUID;

/**
 * A registered organisation.
 *
 * @param siret at most one of the three numbers is present
 * @param phone E.164, as is the fax
 * @param postcode empty in countries without postcodes
 * @param country ISO 3166-1, two letters
 */
public record Organisation(UUID id, OrganisationDetails details, State state, Instant createdAt) {

    public enum State {
        /** Its founder has not finished the activation wizard. */
        PENDING,
        ACTIVE
    }

    public String name() {
        return details.name().value();
    }
}
