package eu.parvis.organisation;

import java.time.Instant;
import java.util.UUID;

/** A registered organisation. */
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
