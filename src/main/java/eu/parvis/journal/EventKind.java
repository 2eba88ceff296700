package eu.parvis.journal;

import eu.parvis.bus.Malformed;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** The kinds of event by which a person filters. Each event of the journal has one; a test keeps the names complete. */
public enum EventKind {
    SIGN_IN(
            "GUESSING_REPORTED",
            "OTHER_SESSIONS_ENDED",
            "REAUTHENTICATION",
            "SESSION_ENDED",
            "SESSIONS_ENDED_BY_CHANGE",
            "SIGN_IN",
            "SIGN_IN_BY_LINK",
            "SIGN_IN_LINK_ASKED",
            "SIGN_IN_LINK_REFUSED",
            "SIGN_IN_THROTTLED",
            "SIGN_OUT",
            "TEMPORARY_PASSWORD_USED"),
    ACCOUNT(
            "ACCOUNT_ACTIVATED",
            "ACCOUNT_DELETED",
            "ACCOUNT_DELETION_ASKED",
            "ACCOUNT_DELETION_CANCELLED",
            "ACCOUNT_DELETION_PREVENTED",
            "ACCOUNT_LOCKED",
            "ACTIVATION_CHALLENGES_CHOSEN",
            "ACTIVATION_CONTACTS_GIVEN",
            "ACTIVATION_PASSWORD_CHOSEN",
            "ACTIVATION_STEP_REFUSED",
            "ACTIVATION_USERS_GIVEN",
            "ADDRESS_CORRECTED",
            "ADDRESS_VERIFIED",
            "CHALLENGES_REPLACED",
            "EMAIL_CHANGED",
            "EMAIL_CHANGE_ASKED",
            "EMAIL_CHANGE_CANCELLED",
            "EMAIL_CHANGE_UNDONE",
            "EXISTING_ADDRESS_MET",
            "IDENTIFIER_RECOVERY_ASKED",
            "MAIL_SENT_AGAIN",
            "OPERATOR_ADDED",
            "PASSWORD_CHANGED",
            "PASSWORD_RECOVERY_ASKED",
            "PASSWORD_RECOVERY_USED",
            "PASSWORD_REHASHED",
            "PERSON_CONSULTED",
            "PERSON_REGISTERED",
            "PERSON_WITH_ACCOUNT_REGISTERED",
            "PROFILE_CHANGED",
            "RECOVERY_LINK_REFUSED",
            "REGISTRATION_DENIED",
            "TERMS_ACCEPTED",
            "TERMS_REFUSED",
            "VERIFICATION_ADDRESS_CORRECTED",
            "VERIFICATION_CODE_REFUSED",
            "VERIFICATION_SENT_AGAIN"),
    ORGANISATION(
            "CONTACT_DECLINED",
            "CONTACT_NAMED",
            "CONTACT_REMOVED",
            "INVITATION_DECLINED",
            "INVITATION_WITHDRAWN",
            "JOIN_ADMINISTRATORS_REMINDED",
            "JOIN_APPROVED",
            "JOIN_ASKED",
            "JOIN_ESCALATED",
            "JOIN_EXPIRED",
            "JOIN_REFUSED",
            "LAST_ADMINISTRATOR_KEPT",
            "ORGANISATION_ACCEPTED",
            "ORGANISATION_ACTIVATED",
            "ORGANISATION_ADDED_TO_ACCOUNT",
            "ORGANISATION_CONSULTED",
            "ORGANISATION_HANDED_OVER",
            "ORGANISATION_REFUSED",
            "ORGANISATION_REGISTERED",
            "ORGANISATION_REMOVED",
            "ORGANISATION_SWITCHED",
            "ROLES_CHANGED",
            "USER_ADDED",
            "USER_DEACTIVATED",
            "USER_INVITED_AGAIN",
            "USER_JOINED",
            "USER_REACTIVATED"),
    CERTIFICATE(
            "DESK_CLAIMED",
            "DESK_RELEASED",
            "DOCUMENT_ACCEPTED",
            "DOCUMENT_HANDED_IN",
            "DOCUMENT_OPENED",
            "DOCUMENT_REFUSED",
            "FACE_TO_FACE_RECORDED",
            "REQUEST_ACCEPTED",
            "REQUEST_ACCEPTED_ONCE",
            "REQUEST_APPROVED",
            "REQUEST_CANCELLED",
            "REQUEST_CHANGED",
            "REQUEST_CONFIRMED",
            "REQUEST_CORRECTED",
            "REQUEST_DECLINED",
            "REQUEST_HOLDER_ASKED",
            "REQUEST_MADE",
            "REQUEST_NOT_APPROVED",
            "REQUEST_REFUSED",
            "REQUEST_SUBMITTED",
            "VALIDATION_RECORDED",
            "VALIDATION_WITHDRAWN"),
    /** Not in the journal: rows of the outbox. */
    MAIL();

    /** Error Prone does not know that {@code Set.of} returns an immutable set. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final Set<String> events;

    EventKind(String... events) {
        this.events = Set.of(events);
    }

    Set<String> events() {
        return events;
    }

    /**
     * Reads the name of a kind.
     *
     * @throws Malformed {@code error.choice}
     */
    static EventKind parse(String text) {
        return Arrays.stream(values())
                .filter(kind -> kind.name().equals(text))
                .findFirst()
                .orElseThrow(() -> new Malformed("error.choice"));
    }

    /** Empty for an event that only a newer version of the portal knows. */
    static Optional<EventKind> of(String event) {
        return Arrays.stream(values())
                .filter(kind -> kind.events.contains(event))
                .findFirst();
    }
}
