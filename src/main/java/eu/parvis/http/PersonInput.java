package eu.parvis.http;

import eu.parvis.bus.Malformed;
import eu.parvis.values.Country;
import eu.parvis.values.EmailAddress;
import eu.parvis.values.Language;
import eu.parvis.values.Person;
import eu.parvis.values.PersonName;
import eu.parvis.values.PhoneNumber;
import java.util.Optional;

/** Reads a person and their language. Results may be used once {@link Input#end()} has passed. */
public final class PersonInput {

    private PersonInput() {}

    /** The e-mail address is typed twice: a mistyped one would invite a stranger. */
    public static Person person(Input in) {
        return person(in, Optional.empty());
    }

    /** A person who describes themselves, and may give a telephone number. */
    public static Person personWithPhone(Input in) {
        return person(in, in.optional("phone", text -> PhoneNumber.parse(text, Country.FRANCE)));
    }

    private static Person person(Input in, Optional<PhoneNumber> phone) {
        var firstName = in.required("firstName", "form.empty.firstName", PersonName::parse);
        var lastName = in.required("lastName", "form.empty.lastName", PersonName::parse);
        var email = in.required("email", EmailAddress::parse);
        var confirmation = in.required("emailConfirmation", "form.empty.emailConfirmation", text -> text);
        if (email != null && confirmation != null && !email.isSameAs(confirmation)) {
            in.refuse("emailConfirmation", "error.email.confirmation");
        }
        return new Person(firstName, lastName, email, phone);
    }

    public static Language language(Input in) {
        return in.required("language", code -> Language.of(code).orElseThrow(() -> new Malformed("error.choice")));
    }
}
