package eu.parvis.organisation;

import eu.parvis.company.ForeignVatNumber;
import eu.parvis.company.IdentificationNumber;
import eu.parvis.company.OrganisationNumber;
import eu.parvis.company.Siret;
import eu.parvis.company.VatNumber;
import eu.parvis.http.Input;
import eu.parvis.values.Country;
import java.util.List;

/** Reads what identifies an organisation. Results may be used once {@link Input#end()} has passed. */
public final class OrganisationInput {

    /** The place of registration decides which of these is required; without it none of them is an error. */
    private static final List<String> DEPENDENT_FIELDS =
            List.of("siret", "vatNumber", "identificationNumber", "country");

    private OrganisationInput() {}

    /** The number an organisation is known by, as in its registration. */
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
