package eu.parvis.mail;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/** Reasons to write a mail. Each has a folder under {@code templates/mail}. */
public enum Occasion {
    ACCOUNT_DELETED("identifier", "deletedAt"),
    ACCOUNT_EXISTS("identifier"),
    ACCOUNT_EXISTS_ORGANISATION("organisation", "path"),
    ACCOUNT_EXISTS_PERSON("identifier"),
    ACCOUNT_LOCKED("identifier", "lockedAt", "validUntil", "path"),
    ADDRESS_RESERVED("identifier", "validUntil"),
    APPROVAL_ASKED("request", "product", "holder", "orderer", "path"),
    APPROVAL_REFUSED("request", "product", "holder", "reason", "path"),
    CHALLENGES_REPLACED("identifier", "changedAt"),
    CONTACT_NAMED("organisation", "author", "kind", "contact", "former"),
    DEACTIVATED("organisation", "author"),
    DELETION_ASKED("identifier", "askedAt", "dueAt", "path"),
    DELETION_CANCELLED("identifier", "cancelledAt"),
    DELETION_PREVENTED("identifier", "organisations", "path"),
    DELETION_REMINDER("identifier", "dueAt", "path"),
    DETAILS_CHANGED("identifier", "changed", "changedAt"),
    EMAIL_CHANGE("identifier", "validUntil", "path"),
    EMAIL_CHANGE_TAKEN("identifier"),
    EMAIL_CHANGED("identifier", "newEmail", "validUntil", "path"),
    IDENTIFIER("organisation", "identifier"),
    IDENTIFIERS("identifier", "organisations"),
    INVITATION_ACCOUNT("inviter", "organisation", "identifier"),
    INVITATION_ANSWER("organisation", "roles"),
    INVITATION_DECLINED("invited", "invitedEmail", "organisation", "vacant"),
    INVITATION_IDENTIFIER("inviter", "organisation", "roles", "identifier"),
    INVITATION_PASSWORD("organisation", "validUntil"),
    JOIN_APPROVED("organisation", "roles"),
    JOIN_ASKED("organisation", "requester", "requesterEmail", "path"),
    JOIN_EXPIRED("organisation"),
    JOIN_RECEIVED("organisation", "path"),
    JOIN_REFUSED("organisation"),
    MEMBER_DELETED("organisation", "member"),
    MEMBER_LEFT("organisation", "member"),
    MEMBER_LOCKED("organisation", "member", "lockedAt"),
    NEW_DEVICE("identifier", "signedInAt", "device", "address"),
    OPERATOR_IDENTIFIER("identifier"),
    OPERATOR_PASSWORD("validUntil"),
    ORGANISATION_ADDED("organisation"),
    PASSWORD("organisation", "validUntil"),
    PASSWORD_CHANGED("identifier", "changedAt"),
    PASSWORD_GUESSED("identifier", "triedAt"),
    REACTIVATED("inviter", "organisation", "roles"),
    RECOVERY("identifier", "validUntil", "path"),
    RECOVERY_ACTIVATION("validUntil"),
    REMOVED("organisation"),
    REQUEST_ACCEPTED("request", "product", "holder"),
    REQUEST_DOCUMENT_REFUSED("request", "product", "holder", "document", "reason", "path"),
    REQUEST_HOLDER_ASKED("request", "product", "holder", "orderer", "path"),
    REQUEST_HOLDER_DECLINED("request", "product", "holder", "reason", "path"),
    REQUEST_RECEIVED("request", "product", "holder", "path"),
    REQUEST_REFUSED("request", "product", "holder", "reason"),
    REQUEST_WAITING("request", "product", "holder", "path"),
    ROLES_CHANGED("organisation", "roles", "author"),
    SIGN_IN_LINK("identifier", "validUntil", "path"),
    SIGN_IN_LINK_ACTIVATION(),
    TERMS_ACCEPTED("document", "sha256", "acceptedAt"),
    VERIFICATION_DECIDED("organisation", "decision", "reason"),
    VERIFICATION_RESULT("organisation", "number", "result"),
    VERIFY_EMAIL("validUntil", "path"),
    VERIFY_EMAIL_REMINDER("validUntil", "removedAt", "path");

    /** Mails that contain a temporary password. */
    public static final Set<Occasion> WITH_TEMPORARY_PASSWORD =
            Set.of(PASSWORD, INVITATION_PASSWORD, OPERATOR_PASSWORD, RECOVERY_ACTIVATION);

    /** Mails about the safety of the reader's account, each with a link that locks it. */
    static final Set<Occasion> SECURITY = Set.of(
            CHALLENGES_REPLACED,
            DELETION_ASKED,
            DELETION_CANCELLED,
            DELETION_REMINDER,
            DETAILS_CHANGED,
            EMAIL_CHANGED,
            NEW_DEVICE,
            ORGANISATION_ADDED,
            PASSWORD_CHANGED,
            PASSWORD_GUESSED,
            ROLES_CHANGED);

    private final String folder;

    /** Error Prone does not know that {@code Set.of} returns an immutable set. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final Set<String> content;

    Occasion(String... content) {
        this.folder = name().toLowerCase(Locale.ROOT).replace('_', '-');
        this.content = Set.of(content);
    }

    /** Name of the folder. Outbox rows and the bus carry this name. */
    public String folder() {
        return folder;
    }

    /** Keys of the content that a letter must bring. Every letter also has the {@code name} of its addressee. */
    Set<String> content() {
        return content;
    }

    /**
     * Finds an occasion by the name of its folder.
     *
     * @throws IllegalArgumentException if no occasion has this folder
     */
    public static Occasion of(String folder) {
        return Arrays.stream(values())
                .filter(occasion -> occasion.folder.equals(folder))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No occasion has this folder"));
    }
}
