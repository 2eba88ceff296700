package eu.parvis.membership;

import eu.parvis.values.Language;
import java.util.Optional;
import java.util.UUID;

/**
 * Who names a contact of an organisation.
 *
 * @param author name of that person, for the mails
 * @param language of mails to persons without an account
 */
record Appointment(UUID organisation, String organisationName, String author, Optional<UUID> by, Language language) {

    static Appointment of(ActingAdministrator acting) {
        return new Appointment(
                acting.organisation(),
                acting.organisationName(),
                acting.name(),
                Optional.of(acting.account()),
                acting.language());
    }

    static Appointment of(Invitation invitation, String organisationName) {
        return new Appointment(
                invitation.organisation(),
                organisationName,
                invitation.inviter(),
                invitation.invitedBy(),
                invitation.language());
    }
}
