package eu.parvis.session;

import eu.parvis.account.Account;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The person behind a request, as of this request: roles changed, members deactivated and accounts closed meanwhile are
 * so already.
 *
 * @param memberships active ones, the oldest first; in the activation wizard also what the account was made for
 * @param idleEnd when inactivity ends the session, if nothing more is asked
 * @param expiresAt when it ends in any case
 */
public record Identity(
        UUID session,
        SessionApi.Kind kind,
        SessionApi.Channel channel,
        Account account,
        List<Membership> memberships,
        Instant lastActivity,
        Instant idleEnd,
        Instant expiresAt) {

    /**
     * An organisation that the person belongs to.
     *
     * @param roles names of {@code eu.parvis.membership.Role}
     * @param current the one they act for
     */
    public record Membership(UUID organisation, String name, List<String> roles, boolean current) {

        public Membership {
            roles = List.copyOf(roles);
        }
    }

    public Identity {
        memberships = List.copyOf(memberships);
    }

    /** The organisation they act for; empty for somebody who belongs to none. */
    public Optional<Membership> organisation() {
        return memberships.stream().filter(Membership::current).findFirst();
    }

    /** In the organisation they act for. */
    public List<String> roles() {
        return organisation().map(Membership::roles).orElse(List.of());
    }

    Identity activeAt(Instant lastActivity, Instant idleEnd) {
        return new Identity(session, kind, channel, account, memberships, lastActivity, idleEnd, expiresAt);
    }
}
