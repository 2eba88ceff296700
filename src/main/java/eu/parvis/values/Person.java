package eu.parvis.values;

import java.util.Optional;

/**
 * Names and contact data of a person. The language is not included: accounts, members and requests store it beside the
 * person, and contacts have none.
 *
 * @param phone direct line
 */
public record Person(PersonName firstName, PersonName lastName, EmailAddress email, Optional<PhoneNumber> phone) {

    /**
     * JSON form of a person in the API.
     *
     * @param phone E.164
     */
    public record View(String firstName, String lastName, String email, Optional<String> phone) {}

    public View view() {
        return new View(firstName.value(), lastName.value(), email.value(), phone.map(PhoneNumber::e164));
    }

    /**
     * A person on pages.
     *
     * @param phone grouped for the reader
     */
    public record Facts(String name, String email, Optional<String> phone) {}

    public Facts facts(Language reader) {
        return new Facts(name(), email.value(), phone.map(number -> number.grouped(reader)));
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
