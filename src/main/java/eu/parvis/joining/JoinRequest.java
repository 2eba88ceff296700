package eu.parvis.joining;

import eu.parvis.values.Language;
import eu.parvis.values.Person;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A request to join a registered organisation (CG-61).
 *
 * @param organisation empty after the organisation was removed because it was never activated
 * @param reference in the subject of each mail about it
 * @param asked who has to decide, or had to last
 * @param askedAt when they were asked
 * @param decidedBy account of the person who decided, if that person has one
 */
public record JoinRequest(
        UUID id,
        Optional<UUID> organisation,
        String organisationName,
        String reference,
        Person person,
        Language language,
        State state,
        DecidingParty asked,
        Instant askedAt,
        Instant createdAt,
        Optional<Instant> decidedAt,
        Optional<UUID> decidedBy) {

    public enum State {
        OPEN,
        APPROVED,
        REFUSED,
        /** No decision within the time limit. */
        EXPIRED,
        /** Made while an open request for the same person existed, perhaps by a stranger. It is never decided. */
        REPEATED
    }

    JoinRequest asRepeated() {
        return with(State.REPEATED);
    }

    /** The request as shown to the requester, for whom REPEATED looks like OPEN. */
    JoinRequest forRequester() {
        return state == State.REPEATED ? with(State.OPEN) : this;
    }

    private JoinRequest with(State other) {
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
                decidedAt,
                decidedBy);
    }

    /** Who has to decide, in order of escalation. */
    public enum DecidingParty {
        ADMINISTRATORS,
        LEGAL_REPRESENTATIVE,
        OPERATOR
    }
}
