package eu.parvis.values;

import java.util.Optional;

/**
 * Names and coordinates of a person, as they or others have given them. The language is no part of it: an account, a member
 * and a request hold it beside the person, and a contact has none.
 *
 * @param phone direct line
 */
public record Person(PersonName firstName, PersonName lastName, EmailAddress email, Optional<PhoneNumber> phone) {

    /**
     * A person in answers of the API.
     *
     * @param phone E.164
     */
    public record View(String firstName, String lastName, String email, Optional<String> phone) {}

    public View view() {
        return new View(firstName.value(), lastName.value(), email.value(), phone.map(PhoneNumber::e164));
    }

    public String name() {
        return firstName.value() + " " + lastName.value();
    }

    public Person with(EmailAddress other) {
        return new Person(firstName, lastName, other, phone);
    }

    public Person withoutPhone() {
        return new Person(firstName, lastName, email, Optional.empty());
    }
}
