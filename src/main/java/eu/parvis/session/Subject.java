package eu.parvis.session;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What the forms of a page act on: the signed-in account, and the organisation that it acted for when the page was
 * shown.
 *
 * @param organisation empty for a person who was a member of none
 */
public record Subject(UUID account, Optional<UUID> organisation) {

    /** The hidden field of every form that acts. */
    public static final String FIELD = "subject";

    private static final Pattern TEXT = Pattern.compile("([0-9a-f-]{36})(?:\\.([0-9a-f-]{36}))?");

    /** What of the subject a form acts on. */
    enum Scope {
        /** The account, whichever organisation it acts for. */
        ACCOUNT,
        ORGANISATION
    }

    public static Subject of(Identity identity) {
        return new Subject(identity.account().id(), identity.organisation().map(Identity.Membership::organisation));
    }

    /** Reads {@link #text}; empty for any other text. */
    static Optional<Subject> parse(String text) {
        var found = TEXT.matcher(text);
        if (!found.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Subject(
                    UUID.fromString(found.group(1)),
                    Optional.ofNullable(found.group(2)).map(UUID::fromString)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The value of the field. */
    public String text() {
        return account + organisation.map(id -> "." + id).orElse("");
    }

    boolean isWithin(Scope scope, Subject session) {
        return account.equals(session.account) && (scope == Scope.ACCOUNT || organisation.equals(session.organisation));
    }

    /** The meant organisation, if the session may act for it. */
    Optional<Identity.Membership> membership(Identity identity) {
        return identity.memberships().stream()
                .filter(membership -> account.equals(identity.account().id())
                        && organisation.equals(Optional.of(membership.organisation())))
                .findFirst();
    }
}
