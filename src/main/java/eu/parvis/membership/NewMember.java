package eu.parvis.membership;

import eu.parvis.values.Person;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A person who becomes a member or is invited.
 *
 * @param madeAccount whether the account is created for this invitation
 * @param typed the data typed by the inviter, used until the person accepts
 */
public record NewMember(
        UUID id,
        UUID organisation,
        UUID account,
        List<Role> roles,
        Member.State state,
        boolean founder,
        boolean madeAccount,
        Optional<UUID> invitedBy,
        Optional<Person> typed,
        Instant createdAt) {

    /** The person who registered the organisation. */
    public static NewMember founder(
            UUID id, UUID organisation, UUID account, List<Role> roles, Member.State state, Instant at) {
        return new NewMember(
                id, organisation, account, roles, state, true, false, Optional.empty(), Optional.empty(), at);
    }

    static NewMember invited(UUID id, Invitation invitation, UUID account, boolean madeAccount, Instant at) {
        return new NewMember(
                id,
                invitation.organisation(),
                account,
                invitation.roles(),
                Member.State.INVITED,
                false,
                madeAccount,
                invitation.invitedBy(),
                Optional.of(invitation.person()),
                at);
    }
}
