package eu.parvis.values;

import java.util.Optional;

/** Somebody as others describe them; whether they have an account is another matter. */
public record Person(PersonName firstName, PersonName lastName, EmailAddress email, Optional<PhoneNumber> phone) {

    public String name() {
        return firstName.value() + " " + lastName.value();
    }
}
