package eu.parvis.audit;

import eu.parvis.audit.Entry.Outcome;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A journal entry of a person, or about them.
 *
 * @param id grows with time
 * @param event name of an {@link Event}, perhaps one that only a newer version of the portal knows
 */
public record PersonalEntry(
        long id,
        Instant at,
        String event,
        Optional<UUID> accountId,
        Optional<UUID> organisationId,
        Optional<String> subject,
        Optional<String> address,
        Outcome outcome,
        Map<String, String> detail) {

    public PersonalEntry {
        detail = Map.copyOf(detail);
    }
}
