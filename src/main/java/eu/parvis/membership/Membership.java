package eu.parvis.membership;

import eu.parvis.organisation.Organisation;
import java.util.List;
import java.util.UUID;

/** An organisation as one of its people sees it. */
public record Membership(
        UUID organisation,
        String name,
        Organisation.State organisationState,
        List<Role> roles,
        Member.State state,
        boolean founder,
        boolean madeAccount) {

    /** Whether the person belongs to it, or will by activating their account; others have only invited them. */
    public boolean theirs() {
        return state == Member.State.ACTIVE || (state == Member.State.INVITED && (founder || madeAccount));
    }
}
