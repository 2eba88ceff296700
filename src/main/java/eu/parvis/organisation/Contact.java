package eu.parvis.organisation;

import eu.parvis.values.Person;
import java.util.Optional;
import java.util.UUID;

/**
 * The organisation's contact in one matter (CG-42, CG-43, decision D2).
 *
 * @param account the contact's account, if there is one
 */
public record Contact(Kind kind, Optional<UUID> account, Person person) {

    public enum Kind {
        LEGAL_REPRESENTATIVE,
        BILLING_CONTACT,
        ADMINISTRATIVE_CONTACT
    }
}
