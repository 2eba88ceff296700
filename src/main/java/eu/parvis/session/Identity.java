package eu.parvis.session;

import eu.parvis.account.Account;
import eu.parvis.terms.TermsDue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The signed-in person, read from the database at each request, so that changes of roles, memberships and account state
 * apply at once.
 *
 * @param kind as stored; see {@link #state}
 * @param terms a version of the terms that the person has not accepted; nodes of an older version never send it
 * @param memberships active ones, the oldest first; during activation also the one the account was created for
 * @param idleEnd when the session ends if there is no further activity
 * @param expiresAt when the session ends regardless of activity
 * @param provedAt when the person last proved the password in this session; empty after a sign-in by a mailed link
 * @param deletionDueAt when the account is deleted at the request of the person; nodes of an older version never send it
 * @param operator whether the person works at the registration desk; such a person belongs to no organisation
 */
public record Identity(
        UUID session,
        SessionApi.Kind kind,
        SessionApi.Channel channel,
        Account account,
        List<Membership> memberships,
        Instant lastActivity,
        Instant idleEnd,
        Instant expiresAt,
        Optional<Instant> provedAt,
        Optional<TermsDue> terms,
        Optional<Instant> deletionDueAt,
        boolean operator) {

    /**
     * An organisation that the person is a member of.
     *
     * @param roles names of {@code eu.parvis.membership.Role}
     * @param current whether the person currently acts for it
     */
    public record Membership(UUID organisation, String name, List<String> roles, boolean current) {

        public Membership {
            roles = List.copyOf(roles);
        }
    }

    public Identity {
        memberships = List.copyOf(memberships);
    }

    /** What the session gives access to now. */
    public SessionApi.Kind state() {
        return kind.with(terms);
    }

    /** The current organisation; empty for a person who is a member of none. */
    public Optional<Membership> organisation() {
        return memberships.stream().filter(Membership::current).findFirst();
    }

    /** The person's roles in the current organisation. */
    public List<String> roles() {
        return organisation().map(Membership::roles).orElse(List.of());
    }

    /** Whether the password was proved so recently. */
    boolean isProved(Duration recently, Instant now) {
        return provedAt.filter(at -> !now.isAfter(at.plus(recently))).isPresent();
    }

    Identity activeAt(Instant lastActivity, Instant idleEnd) {
        return new Identity(
                session,
                kind,
                channel,
                account,
                memberships,
                lastActivity,
                idleEnd,
                expiresAt,
                provedAt,
                terms,
                deletionDueAt,
                operator);
    }
}
