package eu.parvis.organisation;

import eu.parvis.contact.EmailAddress;
import eu.parvis.contact.PersonName;
import eu.parvis.contact.PhoneNumber;
import java.util.Optional;

/** Somebody as others describe them; whether they have an account is another matter. */
public record Person(PersonName firstName, PersonName lastName, EmailAddress email, Optional<PhoneNumber> phone) {

    public String name() {
        return firstName.value() + " " + lastName.value();
    }
}
