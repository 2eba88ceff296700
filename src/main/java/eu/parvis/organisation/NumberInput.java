package eu.parvis.registration.organisation;

import eu.parvis.bus.Failure;
import eu.parvis.bus.Malformed;
import eu.parvis.company.ForeignVatNumber;
import eu.parvis.company.IdentificationNumber;
import eu.parvis.company.OrganisationNumber;
import eu.parvis.company.Siret;
import eu.parvis.company.VatNumber;
import eu.parvis.http.Input;
import eu.parvis.organisation.OrganisationType;
import eu.parvis.organisation.RegisteredIn;
import eu.parvis.registration.organisation.RegistrationApi.Administrator;
import eu.parvis.registration.organisation.RegistrationApi.Organisation;
import eu.parvis.values.AddressLine;
import eu.parvis.values.Country;
import eu.parvis.values.Department;
import eu.parvis.values.EmailAddress;
import eu.parvis.values.OrganisationName;
import eu.parvis.values.Person;
import eu.parvis.values.PersonName;
import eu.parvis.values.PhoneNumber;
import eu.parvis.values.Postcode;
import eu.parvis.values.Region;
import eu.parvis.values.Town;
import java.util.Optional;

/**
 * Reads the two parts of the form, the same for pages and API. What comes back is to be used only once
 * {@link Input#end()} has passed.
 */
final class RegistrationInput {

    private final Input organisation;
    private final boolean form;
    private RegisteredIn registeredIn;
    private Country country;
    private Numbers numbers;

    /** The one number an organisation is known by, under the name that its field has. */
    private record Numbers(
            Optional<OrganisationNumber> key,
            Optional<String> siret,
            Optional<String> vatNumber,
            Optional<String> identificationNumber) {

        static final Numbers NONE = new Numbers(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private RegistrationInput(Input organisation, boolean form) {
        this.organisation = organisation;
        this.form = form;
    }

    /** {@code registration.organisation}: an operator lets nobody register for now. */
    static Failure doorClosed() {
        return Failure.of(Failure.Kind.FORBIDDEN, "registration.closed");
    }

    /** From the page, where a box says that there is no SIRET and a choice which number there is. */
    static Organisation fromForm(Input input) {
        return new RegistrationInput(input.object("organisation"), true).read();
    }

    /** From the API, where the number that is there says so itself. */
    static Organisation fromJson(Input input) {
        return new RegistrationInput(input.object("organisation"), false).read();
    }

    static Administrator administrator(Input input, Country country) {
        var in = input.object("administrator");
        var firstName = in.required("firstName", "form.empty.firstName", PersonName::parse);
        var lastName = in.required("lastName", "form.empty.lastName", PersonName::parse);
        var phone = in.required("phone", text -> phone(text, country));
        return new Administrator(firstName, lastName, phone, twice(in));
    }

    /** Somebody who asks to be let in. */
    static Person person(Input in, Country country) {
        var firstName = in.required("firstName", "form.empty.firstName", PersonName::parse);
        var lastName = in.required("lastName", "form.empty.lastName", PersonName::parse);
        var phone = in.optional("phone", text -> phone(text, country));
        return new Person(firstName, lastName, twice(in), phone);
    }

    /** An address typed twice, because a mistyped one locks its owner out. */
    static EmailAddress twice(Input in) {
        var email = in.required("email", EmailAddress::parse);
        var confirmation = in.required("emailConfirmation", "form.empty.emailConfirmation", text -> text);
        if (email != null && confirmation != null && !email.isSameAs(confirmation)) {
            in.refuse("emailConfirmation", "error.email.confirmation");
        }
        return email;
    }

    /** In the order of the page, in which it is also told what is wrong. */
    private Organisation read() {
        registeredIn = organisation.choice("registeredIn", "form.empty.registeredIn", RegisteredIn.class);
        if (form && registeredIn == null) {
            return nothing();
        }
        country = namedCountry();
        numbers = numbers();
        var type = organisation.choice("type", "form.empty.type", OrganisationType.class);
        var name = organisation.required("name", OrganisationName::parse);
        var address = organisation.required("address", AddressLine::parse);
        var postcode = postcode();
        var town = organisation.required("town", Town::parse);
        var region = region(postcode);
        country = country();
        var phone = organisation.required("phone", this::phone);
        var fax = organisation.optional("fax", this::phone);
        return new Organisation(
                registeredIn,
                numbers.key,
                numbers.siret,
                numbers.vatNumber,
                numbers.identificationNumber,
                type,
                name,
                phone,
                fax,
                address,
                postcode,
                town,
                region,
                country);
    }

    /** The page shows no other field before this one is answered. */
    private static Organisation nothing() {
        return new Organisation(
                null,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                null,
                null,
                null,
                Optional.empty(),
                null,
                Optional.empty(),
                null,
                null,
                null);
    }

    /** What country it is, for the fields that stand before it. */
    private Country namedCountry() {
        if (isPlainlyFrench()) {
            return Country.FRANCE;
        }
        try {
            return Country.parse(organisation.form().value("country"));
        } catch (Malformed toldAtItsPlace) {
            return null;
        }
    }

    /** The page hides the country of an organisation registered in France, whatever was chosen there before. */
    private boolean isPlainlyFrench() {
        return registeredIn == RegisteredIn.FRANCE && (form || !organisation.has("country"));
    }

    private Country country() {
        if (isPlainlyFrench()) {
            organisation.text("country");
            return Country.FRANCE;
        }
        if (registeredIn == null) {
            return organisation.optional("country", Country::parse).orElse(null);
        }
        var named = organisation.required("country", Country::parse);
        if (named != null && !agrees(named) && !isToldAtNumber()) {
            organisation.refuse("country", "error.country." + registeredIn.name());
        }
        return named;
    }

    /** A number from outside the Union says the same as a country outside of it. */
    private boolean isToldAtNumber() {
        return registeredIn == RegisteredIn.EUROPEAN_UNION && organisation.has("vatNumber") && numbers.key.isEmpty();
    }

    private boolean agrees(Country named) {
        return switch (registeredIn) {
            case FRANCE -> named.equals(Country.FRANCE);
            case EUROPEAN_UNION -> named.isInEuropeanUnion();
            case OTHER -> !named.isInEuropeanUnion();
        };
    }

    private Numbers numbers() {
        if (registeredIn == null) {
            organisation.text("siret");
            organisation.text("vatNumber");
            organisation.text("identificationNumber");
            return Numbers.NONE;
        }
        return switch (registeredIn) {
            case FRANCE -> siret();
            case EUROPEAN_UNION -> europeanVat();
            case OTHER -> other();
        };
    }

    private Numbers siret() {
        refuseOthersThan("siret");
        var without = form && organisation.ticked("noSiret");
        if (without || (!form && !organisation.given("siret"))) {
            organisation.text("siret");
            return Numbers.NONE;
        }
        var siret = organisation.required("siret", Siret::parse);
        return siret == null
                ? Numbers.NONE
                : new Numbers(
                        Optional.of(OrganisationNumber.of(siret)),
                        Optional.of(siret.value()),
                        Optional.empty(),
                        Optional.empty());
    }

    private Numbers europeanVat() {
        refuseOthersThan("vatNumber");
        var number = organisation.required(
                "vatNumber", text -> country == null ? VatNumber.parse(text) : VatNumber.parse(text, country));
        return number == null
                ? Numbers.NONE
                : new Numbers(
                        Optional.of(OrganisationNumber.of(number)),
                        Optional.empty(),
                        Optional.of(number.value()),
                        Optional.empty());
    }

    private Numbers other() {
        if (!form) {
            return organisation.has("vatNumber") ? foreignVat() : identification();
        }
        return switch (organisation.text("hasVat")) {
            case "YES" -> foreignVat();
            case "NO" -> identification();
            default -> {
                organisation.refuse("hasVat", organisation.has("hasVat") ? "error.choice" : "form.empty.hasVat");
                yield Numbers.NONE;
            }
        };
    }

    private Numbers foreignVat() {
        refuseOthersThan("vatNumber");
        var number = organisation.required("vatNumber", ForeignVatNumber::parse);
        return number == null || country == null
                ? Numbers.NONE
                : new Numbers(
                        Optional.of(OrganisationNumber.of(number, country)),
                        Optional.empty(),
                        Optional.of(number.value()),
                        Optional.empty());
    }

    private Numbers identification() {
        refuseOthersThan("identificationNumber");
        var number = organisation.required("identificationNumber", IdentificationNumber::parse);
        return number == null || country == null
                ? Numbers.NONE
                : new Numbers(
                        Optional.of(OrganisationNumber.of(number, country)),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(number.value()));
    }

    /** A page sends the hidden fields along; a program that sends two numbers means something we would not do. */
    private void refuseOthersThan(String field) {
        for (var number : new String[] {"siret", "vatNumber", "identificationNumber"}) {
            if (!number.equals(field)) {
                var present = organisation.has(number);
                organisation.text(number);
                if (present && !form) {
                    organisation.refuse(number, "error.number.notHere");
                }
            }
        }
    }

    private PhoneNumber phone(String text) {
        return phone(text, country);
    }

    /** Where the country is what is wrong, no other country's plan says what is wrong with the number. */
    private static PhoneNumber phone(String text, Country country) {
        return country == null && !text.isBlank() ? null : PhoneNumber.parse(text, country);
    }

    private Optional<Postcode> postcode() {
        return country == null || !Postcode.isRequired(country)
                ? organisation.optional("postcode", this::postcode)
                : Optional.ofNullable(organisation.required("postcode", this::postcode));
    }

    private Postcode postcode(String text) {
        return country == null && !text.isBlank() ? null : Postcode.parse(text, country);
    }

    /** In France the département, which follows from the postcode unless somebody knows better (CG-18, D9). */
    private Region region(Optional<Postcode> postcode) {
        if (registeredIn == null) {
            return organisation.optional("region", Region::parse).orElse(null);
        }
        if (registeredIn != RegisteredIn.FRANCE) {
            return organisation.required("region", Region::parse);
        }
        var named = organisation.optional("region", Department::parse);
        if (named.isEmpty() && !organisation.has("region")) {
            named = postcode.flatMap(Department::of);
            if (named.isEmpty() && postcode.isPresent()) {
                organisation.refuse("region", "error.department.missing");
            }
        }
        return named.map(department -> new Region(department.name())).orElse(null);
    }
}
