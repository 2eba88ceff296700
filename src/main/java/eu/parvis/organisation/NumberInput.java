package eu.parvis.organisation;

import eu.parvis.company.ForeignVatNumber;
import eu.parvis.company.IdentificationNumber;
import eu.parvis.company.OrganisationNumber;
import eu.parvis.company.Siret;
import eu.parvis.company.VatNumber;
import eu.parvis.http.Input;
import eu.parvis.values.Country;
import java.util.List;
import java.util.Optional;

/** Reads the number that identifies an organisation, and rejects numbers of other kinds beside it. */
public final class NumberInput {

    /** {@code registeredIn} decides which of these fields is required. If it is missing, none of them is reported. */
    private static final List<String> DEPENDENT_FIELDS =
            List.of("siret", "vatNumber", "identificationNumber", "country");

    private final Input in;
    private final boolean form;
    private final RegisteredIn registeredIn;
    private final Country country;

    /** The number as key, and in the component of its kind. */
    record Numbers(
            Optional<OrganisationNumber> key,
            Optional<String> siret,
            Optional<String> vatNumber,
            Optional<String> identificationNumber) {

        static final Numbers NONE = new Numbers(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private NumberInput(Input in, boolean form, RegisteredIn registeredIn, Country country) {
        this.in = in;
        this.form = form;
        this.registeredIn = registeredIn;
        this.country = country;
    }

    /**
     * Reads the number.
     *
     * @param form whether a page is read, in which check boxes say whether there is a SIRET and which number there is
     * @param registeredIn null if the input is invalid
     * @param country null if the input is invalid
     */
    static Numbers read(Input in, boolean form, RegisteredIn registeredIn, Country country) {
        return new NumberInput(in, form, registeredIn, country).read();
    }

    private Numbers read() {
        if (registeredIn == null) {
            in.text("siret");
            in.text("vatNumber");
            in.text("identificationNumber");
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
        var without = form && in.ticked("noSiret");
        if (without || (!form && !in.given("siret"))) {
            in.text("siret");
            return Numbers.NONE;
        }
        var siret = in.required("siret", Siret::parse);
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
        var number = in.required(
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
            return in.has("vatNumber") ? foreignVat() : identification();
        }
        return switch (in.text("hasVat")) {
            case "YES" -> foreignVat();
            case "NO" -> identification();
            default -> {
                in.refuse("hasVat", in.has("hasVat") ? "error.choice" : "form.empty.hasVat");
                yield Numbers.NONE;
            }
        };
    }

    private Numbers foreignVat() {
        refuseOthersThan("vatNumber");
        var number = in.required("vatNumber", ForeignVatNumber::parse);
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
        var number = in.required("identificationNumber", IdentificationNumber::parse);
        return number == null || country == null
                ? Numbers.NONE
                : new Numbers(
                        Optional.of(OrganisationNumber.of(number, country)),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(number.value()));
    }

    /**
     * Ignores other numbers from the page, which submits hidden fields too; rejects them in an API request, where two
     * numbers are ambiguous.
     */
    private void refuseOthersThan(String field) {
        for (var number : new String[] {"siret", "vatNumber", "identificationNumber"}) {
            if (!number.equals(field)) {
                var present = in.has(number);
                in.text(number);
                if (present && !form) {
                    in.refuse(number, "error.number.notHere");
                }
            }
        }
    }

    /** Reads the number of an organisation that is already registered. */
    public static OrganisationNumber number(Input in) {
        var registeredIn = in.choice("registeredIn", RegisteredIn.class);
        if (registeredIn == null) {
            DEPENDENT_FIELDS.forEach(in::text);
            return null;
        }
        return switch (registeredIn) {
            case FRANCE -> in.required("siret", text -> OrganisationNumber.of(Siret.parse(text)));
            case EUROPEAN_UNION -> in.required("vatNumber", text -> OrganisationNumber.of(VatNumber.parse(text)));
            case OTHER -> foreignNumber(in, in.required("country", Country::parse));
        };
    }

    private static OrganisationNumber foreignNumber(Input in, Country country) {
        var countryOrAny = country == null ? Country.FRANCE : country;
        return in.has("vatNumber")
                ? in.required("vatNumber", text -> OrganisationNumber.of(ForeignVatNumber.parse(text), countryOrAny))
                : in.required(
                        "identificationNumber",
                        text -> OrganisationNumber.of(IdentificationNumber.parse(text), countryOrAny));
    }
}
