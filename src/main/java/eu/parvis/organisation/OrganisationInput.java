package eu.parvis.organisation;

import eu.parvis.bus.Malformed;
import eu.parvis.http.Input;
import eu.parvis.http.PersonInput;
import eu.parvis.organisation.NumberInput.Numbers;
import eu.parvis.values.AddressLine;
import eu.parvis.values.Country;
import eu.parvis.values.Department;
import eu.parvis.values.OrganisationName;
import eu.parvis.values.PhoneNumber;
import eu.parvis.values.Postcode;
import eu.parvis.values.Region;
import eu.parvis.values.Town;
import java.util.Optional;

/** Reads an organisation from a page or the API. Use the result only after {@link Input#end()} has passed. */
public final class OrganisationInput {

    private final Input organisation;
    private final boolean form;
    private RegisteredIn registeredIn;
    private Country country;
    private Numbers numbers;

    private OrganisationInput(Input organisation, boolean form) {
        this.organisation = organisation;
        this.form = form;
    }

    /** Reads the page's fields; check boxes say whether there is a SIRET and which number there is. */
    public static OrganisationDetails fromForm(Input in) {
        return new OrganisationInput(in, true).read();
    }

    /** Reads the API's fields; the number that is present decides the kind. */
    public static OrganisationDetails fromJson(Input in) {
        return new OrganisationInput(in, false).read();
    }

    /** Reads the fields in the order of the page, which is also the order of errors. */
    private OrganisationDetails read() {
        registeredIn = organisation.choice("registeredIn", "form.empty.registeredIn", RegisteredIn.class);
        if (form && registeredIn == null) {
            // The page shows no other field before this one is answered, so no others are reported.
            return null;
        }
        country = namedCountry();
        numbers = NumberInput.read(organisation, form, registeredIn, country);
        var type = organisation.choice("type", "form.empty.type", OrganisationType.class);
        var name = organisation.required("name", OrganisationName::parse);
        var address = organisation.required("address", AddressLine::parse);
        var postcode = postcode();
        var town = organisation.required("town", Town::parse);
        var region = region(postcode);
        country = country();
        var phone = organisation.required("phone", this::phone);
        var fax = organisation.optional("fax", this::phone);
        return new OrganisationDetails(
                registeredIn,
                numbers.key(),
                numbers.siret(),
                numbers.vatNumber(),
                numbers.identificationNumber(),
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

    /** The country, read early because fields before it depend on it; null if it is missing or invalid. */
    private Country namedCountry() {
        if (isPlainlyFrench()) {
            return Country.FRANCE;
        }
        try {
            return Country.parse(organisation.form().value("country"));
        } catch (Malformed refusedAtItsPlace) {
            return null;
        }
    }

    /** The page hides the country field for an organisation registered in France, so its value is ignored. */
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
        if (named != null && !agrees(named) && !isRefusedAtNumber()) {
            organisation.refuse("country", "error.country." + registeredIn.name());
        }
        return named;
    }

    /**
     * Whether the number field already reports that the organisation is outside the European Union; then the country
     * field does not repeat it.
     */
    private boolean isRefusedAtNumber() {
        return registeredIn == RegisteredIn.EUROPEAN_UNION
                && organisation.has("vatNumber")
                && numbers.key().isEmpty();
    }

    private boolean agrees(Country named) {
        return switch (registeredIn) {
            case FRANCE -> named.equals(Country.FRANCE);
            case EUROPEAN_UNION -> named.isInEuropeanUnion();
            case OTHER -> !named.isInEuropeanUnion();
        };
    }

    private PhoneNumber phone(String text) {
        return PersonInput.phone(text, country);
    }

    private Optional<Postcode> postcode() {
        return country == null || !Postcode.isRequired(country)
                ? organisation.optional("postcode", this::postcode)
                : Optional.ofNullable(organisation.required("postcode", this::postcode));
    }

    private Postcode postcode(String text) {
        return country == null && !text.isBlank() ? null : Postcode.parse(text, country);
    }

    /** In France the département, derived from the postcode unless it is given (CG-18, D9). */
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
