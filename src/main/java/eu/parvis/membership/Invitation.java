package eu.parvis.membership;

import eu.parvis.values.Language;
import eu.parvis.values.Person;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Somebody is to become a member.
 *
 * @param invitedBy the member who does so; empty where it answers a request: nobody learns who decided
 * @param inviter who the mails say it was
 * @param person as the organisation knows them until they accept
 * @param language of the mails to, and the account of, a person who has none yet
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
