package eu.parvis.membership;

import eu.parvis.organisation.Organisation;
import java.util.List;
import java.util.UUID;

/** A person's membership of an organisation. */
public record Membership(
        UUID organisation,
        String name,
        Organisation.State organisationState,
        List<Role> roles,
        Member.State state,
        boolean founder,
        boolean madeAccount) {

    /** Whether the person is a member or becomes one by activating the account. False for other invitations. */
    public boolean countsAsMember() {
        return state == Member.State.ACTIVE || (state == Member.State.INVITED && (founder || madeAccount));
    }
}
