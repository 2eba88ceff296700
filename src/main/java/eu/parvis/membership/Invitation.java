package eu.parvis.membership;

import eu.parvis.values.Language;
import eu.parvis.values.Person;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * An invitation to become a member.
 *
 * @param invitedBy the inviting member; empty for an approved request to join, because the decider is not disclosed
 * @param inviter name of the inviter shown in the mails
 * @param person data shown to the organisation until the person accepts
 * @param language for mails and account of a person without account
 * @param password for that account
 */
public record Invitation(
        UUID organisation,
        Optional<UUID> invitedBy,
        String inviter,
        Person person,
        List<Role> roles,
        Language language,
        TemporaryPassword password) {}
