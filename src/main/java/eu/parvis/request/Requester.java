package eu.parvis.request;

import eu.parvis.membership.Role;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The person who asks or acts.
 *
 * @param organisation for which the person acts; empty for a person without one
 * @param roles in that organisation, as read with the session; a command reads them again in its transaction
 * @param address network address, for the journal
 */
public record Requester(UUID account, Optional<UUID> organisation, List<Role> roles, String address) {

    public Requester {
        roles = List.copyOf(roles);
    }

    /** Whether the person sees and edits every request of the organisation (CG-04). */
    public boolean overseesOrganisation() {
        return roles.contains(Role.ADMINISTRATOR) || roles.contains(Role.CERTIFICATION_AGENT);
    }

    Requester with(List<Role> current) {
        return new Requester(account, organisation, current, address);
    }
}
