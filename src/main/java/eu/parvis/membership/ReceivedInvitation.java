package eu.parvis.membership;

import eu.parvis.crypto.Shown;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * An invitation as shown to the invited person.
 *
 * @param inviter name of the inviter, if known
 */
public record ReceivedInvitation(
        UUID id, UUID organisation, String organisationName, Optional<String> inviter, List<Role> roles) {

    /** Hash of what the invited person accepts. */
    public String shown() {
        return shown(organisation, roles);
    }

    static String shown(UUID organisation, List<Role> roles) {
        return Shown.hash(List.of(organisation, roles.stream().sorted().toList()));
    }
}
