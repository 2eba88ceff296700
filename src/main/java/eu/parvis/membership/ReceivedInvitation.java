package eu.parvis.membership;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * An invitation as shown to the invited person.
 *
 * @param inviter name of the inviter, if known
 */
public record ReceivedInvitation(
        UUID id, UUID organisation, String organisationName, Optional<String> inviter, List<Role> roles) {}
