package eu.parvis.http;

import eu.parvis.bus.Malformed;
import eu.parvis.values.Country;
import eu.parvis.values.EmailAddress;
import eu.parvis.values.Language;
import eu.parvis.values.Person;
import eu.parvis.values.PersonName;
import eu.parvis.values.PhoneNumber;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Reads a person and their language. Results may be used after {@link Input#end()} has succeeded. Telephone numbers
 * without country code belong to the given country.
 */
public final class PersonInput {

    private PersonInput() {}

    /** A person who registers themselves, and has to give a telephone number. */
    public static Person withPhone(Input in, Country country) {
        return mailed(in, () -> Optional.ofNullable(in.required("phone", text -> phone(text, country))));
    }

    /** A person who describes themselves, and may give a telephone number. */
    public static Person withOptionalPhone(Input in, Country country) {
        return mailed(in, () -> optionalPhone(in, country));
    }

    /** Names and telephone number of a person whose e-mail address stays. */
    public static Person renamed(Input in, Person before, Country country) {
        return new Person(firstName(in), lastName(in), before.email(), optionalPhone(in, country));
    }

    /** The same, where a field that is left out stays; an empty telephone number removes it. */
    public static Person changed(Input in, Person before, Country country) {
        var firstName = in.optional("firstName", PersonName::parse).orElse(before.firstName());
        var lastName = in.optional("lastName", PersonName::parse).orElse(before.lastName());
        var phone = in.given("phone") ? optionalPhone(in, country) : before.phone();
        in.absent("phone");
        return new Person(firstName, lastName, before.email(), phone);
    }

    public static Optional<PhoneNumber> optionalPhone(Input in, Country country) {
        return in.optional("phone", text -> phone(text, country));
    }

    /** A person who registers with an address that a mail will prove, so it is typed once. */
    public static Person registering(Input in) {
        var firstName = firstName(in);
        var lastName = lastName(in);
        return new Person(firstName, lastName, in.required("email", EmailAddress::parse), Optional.empty());
    }

    /** A person whom another user invites. */
    public static Person invited(Input in) {
        return mailed(in, Optional::empty);
    }

    /** A person whom another user names. No mail is sent, so the address is typed once. */
    public static Person named(Input in, Country country) {
        var firstName = firstName(in);
        var lastName = lastName(in);
        var email = in.required("email", EmailAddress::parse);
        return new Person(firstName, lastName, email, optionalPhone(in, country));
    }

    /** Whether any field of an invited person is filled in. */
    public static boolean isBegun(Input in) {
        return Stream.of("firstName", "lastName", "email", "emailConfirmation").anyMatch(in::has);
    }

    /** A person to whom mails are sent. */
    private static Person mailed(Input in, Supplier<Optional<PhoneNumber>> readPhone) {
        var firstName = firstName(in);
        var lastName = lastName(in);
        var phone = readPhone.get();
        return new Person(firstName, lastName, TypedTwice.email(in), phone);
    }

    public static PersonName firstName(Input in) {
        return in.required("firstName", "form.empty.firstName", PersonName::parse);
    }

    public static PersonName lastName(Input in) {
        return in.required("lastName", "form.empty.lastName", PersonName::parse);
    }

    /**
     * A person as the values of form fields.
     *
     * @param path prefix of the field names, with its last dot
     */
    public static Map<String, String> fields(String path, Person person) {
        return Map.of(
                path + "firstName", person.firstName().value(),
                path + "lastName", person.lastName().value(),
                path + "email", person.email().value(),
                path + "phone", person.phone().map(PhoneNumber::international).orElse(""));
    }

    /**
     * Parses a telephone number.
     *
     * @param country null if the country itself is invalid; the number is then not checked, and the result is null
     */
    public static PhoneNumber phone(String text, Country country) {
        return country == null && !text.isBlank() ? null : PhoneNumber.parse(text, country);
    }

    public static Language language(Input in) {
        return in.required("language", PersonInput::language);
    }

    /** The same, where a language that is left out stays. An empty text is no language. */
    public static Language language(Input in, Language before) {
        in.absent("language");
        return in.given("language") ? language(in) : before;
    }

    private static Language language(String code) {
        return Language.of(code).orElseThrow(() -> new Malformed("error.choice"));
    }
}
