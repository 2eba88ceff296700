package eu.parvis.registration.person;

import eu.parvis.account.PasswordInput;
import eu.parvis.bus.Failure;
import eu.parvis.crypto.ContextWords;
import eu.parvis.crypto.PasswordPolicy;
import eu.parvis.crypto.Secret;
import eu.parvis.http.Input;
import eu.parvis.http.PersonInput;
import eu.parvis.values.EmailAddress;
import eu.parvis.values.Person;
import eu.parvis.values.PersonName;
import java.util.Objects;
import java.util.stream.Stream;

/** Reads the form, for pages and API. Use the results only after {@link Input#end()} has passed. */
final class RegistrationFormInput {

    private RegistrationFormInput() {}

    record NewPerson(Person person, Secret password) {}

    /** The failure while the operator lets nobody register alone, by {@code registration.person}. */
    static Failure doorClosed() {
        return Failure.of(Failure.Kind.FORBIDDEN, "person.closed");
    }

    static NewPerson read(Input input, PasswordPolicy policy) {
        var person = PersonInput.registering(input.object("person"));
        var choice = PasswordInput.choice(input);
        choice.faults(policy, words(person))
                .forEach(fault -> input.refuse(
                        fault.field(), fault.message(), fault.arguments().toArray()));
        return new NewPerson(person, choice.password());
    }

    /** Of the fields that are valid so far. */
    private static ContextWords words(Person person) {
        var names = Stream.of(person.firstName(), person.lastName())
                .filter(Objects::nonNull)
                .map(PersonName::value);
        var email = Stream.ofNullable(person.email()).map(EmailAddress::value);
        return ContextWords.of(Stream.concat(names, email).toList());
    }
}
