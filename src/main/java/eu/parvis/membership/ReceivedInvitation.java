package eu.parvis.membership;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * An invitation as the person sees it who may accept it.
 *
 * @param inviter by name, where it is known who it was
 */
public record ReceivedInvitation(
        UUID id, UUID organisation, String organisationName, Optional<String> inviter, List<Role> roles) {}
