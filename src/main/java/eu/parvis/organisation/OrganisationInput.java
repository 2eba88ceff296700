package eu.parvis.organisation;

import eu.parvis.bus.Malformed;
import eu.parvis.company.ForeignVatNumber;
import eu.parvis.company.IdentificationNumber;
import eu.parvis.company.OrganisationNumber;
import eu.parvis.company.Siret;
import eu.parvis.company.VatNumber;
import eu.parvis.http.Input;
import eu.parvis.values.Country;
import eu.parvis.values.EmailAddress;
import eu.parvis.values.Language;
import eu.parvis.values.Person;
import eu.parvis.values.PersonName;
import eu.parvis.values.PhoneNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Fields that several forms and operations have. What comes back may be used once {@link Input#end()} has passed. */
final class OrganisationInput {

    /** The six, and the alias of one. */
    private static final int MOST_ROLES = Role.values().length + 1;

    /** Which of them is needed, where the organisation is registered decides; until then none of them is wrong. */
    private static final List<String> WHAT_FOLLOWS = List.of("siret", "vatNumber", "identificationNumber", "country");

    private OrganisationInput() {}

    /** With an address typed twice, because a mistyped one invites a stranger. */
    static Person person(Input in) {
        return person(in, Optional.empty());
    }

    /** Somebody who speaks for themselves, and may say where to call them. */
    static Person requester(Input in) {
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

    /** At least one. */
    static List<Role> roles(Input in) {
        var roles = roles(in, List.of());
        if (roles.isEmpty()) {
            in.refuse("roles", "error.roles.missing");
        }
        return roles;
    }

    /** In their order, each once. */
    static List<Role> roles(Input in, List<Role> otherwise) {
        var names = in.texts("roles");
        if (names.size() > MOST_ROLES) {
            in.refuse("roles", "error.list.tooLong", MOST_ROLES);
            return otherwise;
        }
        var roles = new ArrayList<Role>();
        for (var name : names) {
            try {
                roles.add(Role.parse(name));
            } catch (Malformed malformed) {
                in.refuse("roles", malformed);
            }
        }
        return roles.isEmpty() ? otherwise : roles.stream().distinct().sorted().toList();
    }

    static Language language(Input in) {
        return in.required("language", code -> Language.of(code).orElseThrow(() -> new Malformed("error.choice")));
    }

    /** The number an organisation is known by, as in its registration. */
    static OrganisationNumber number(Input in) {
        var registeredIn = in.choice("registeredIn", RegisteredIn.class);
        if (registeredIn == null) {
            WHAT_FOLLOWS.forEach(in::text);
            return null;
        }
        return switch (registeredIn) {
            case FRANCE -> in.required("siret", text -> OrganisationNumber.of(Siret.parse(text)));
            case EUROPEAN_UNION -> in.required("vatNumber", text -> OrganisationNumber.of(VatNumber.parse(text)));
            case OTHER -> foreign(in, in.required("country", Country::parse));
        };
    }

    private static OrganisationNumber foreign(Input in, Country country) {
        var where = country == null ? Country.FRANCE : country;
        return in.has("vatNumber")
                ? in.required("vatNumber", text -> OrganisationNumber.of(ForeignVatNumber.parse(text), where))
                : in.required(
                        "identificationNumber", text -> OrganisationNumber.of(IdentificationNumber.parse(text), where));
    }
}
