package eu.parvis.joining;

import eu.parvis.values.Language;
import eu.parvis.values.Person;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Somebody whose organisation is registered already asks to be let in (CG-61).
 *
 * @param organisation empty once an organisation that nobody activated is removed
 * @param reference in the subject of each mail about it
 * @param asked who is asked now, or was asked last
 * @param askedAt since when
 */
public record JoinRequest(
        UUID id,
        Optional<UUID> organisation,
        String organisationName,
        String reference,
        Person person,
        Language language,
        State state,
        Asked asked,
        Instant askedAt,
        Instant createdAt,
        Optional<Instant> decidedAt) {

    public enum State {
        OPEN,
        APPROVED,
        REFUSED,
        /** Nobody decided in time. */
        EXPIRED,
        /** Asked once more, perhaps by a stranger, while there was an open one: nobody will decide on it. */
        REPEATED
    }

    JoinRequest repeated() {
        return in(State.REPEATED);
    }

    /** As whoever asked may see it. */
    JoinRequest shown() {
        return state == State.REPEATED ? in(State.OPEN) : this;
    }

    private JoinRequest in(State other) {
        return new JoinRequest(
                id,
                organisation,
                organisationName,
                reference,
                person,
                language,
                other,
                asked,
                askedAt,
                createdAt,
                decidedAt);
    }

    /** One after the other. */
    public enum Asked {
        ADMINISTRATORS,
        LEGAL_REPRESENTATIVE,
        OPERATOR
    }
}
