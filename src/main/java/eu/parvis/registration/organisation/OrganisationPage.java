package eu.parvis.registration.organisation;

import eu.parvis.company.CompanyApi;
import eu.parvis.http.Form;
import eu.parvis.organisation.OrganisationDetails;
import eu.parvis.organisation.OrganisationDetails.NumberKind;
import eu.parvis.values.Country;
import eu.parvis.values.Department;
import eu.parvis.values.Language;
import eu.parvis.values.Postcode;
import eu.parvis.words.Words;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Models of the form's pages. */
final class OrganisationPage {

    /** The register's answer as a message with a tone. */
    public record Told(String tone, String text) {}

    private static final String FILLED_FOR = "organisation.filledFor";
    private static final Set<String> FILLED = Set.of(
            FILLED_FOR,
            "organisation.name",
            "organisation.type",
            "organisation.address",
            "organisation.postcode",
            "organisation.town",
            "organisation.region");

    private OrganisationPage() {}

    static Map<String, Object> of(Language language, Form form) {
        var model = new HashMap<String, Object>();
        model.put("form", form);
        model.put("countries", countries(language));
        model.put(
                "departments", Department.list().stream().map(Department::name).toList());
        model.put("withoutPostcode", withoutPostcode(language));
        model.put("lookup", null);
        model.put("resumed", false);
        return model;
    }

    /** France first, because most organisations are French; the others sorted by name. */
    private static List<Map<String, String>> countries(Language language) {
        return Country.list(language.locale(), Country.FRANCE).stream()
                .map(country -> Map.of("value", country.code(), "text", country.name(language.locale())))
                .toList();
    }

    private static String withoutPostcode(Language language) {
        return Country.list(language.locale(), Country.FRANCE).stream()
                .filter(country -> !Postcode.isRequired(country))
                .map(Country::code)
                .sorted()
                .collect(Collectors.joining(" "));
    }

    /**
     * Fills in the directory's data. Fields that the look-up of another number filled in are cleared first; otherwise
     * they would show one company under the number of another.
     */
    static Form filled(Form form, CompanyApi.Found found) {
        var before = form.value(FILLED_FOR);
        var own = before.isEmpty() || before.equals(found.siret()) ? form : form.without(FILLED::contains);
        return found.company()
                .map(company -> own.filled(Map.of(
                        "organisation.name",
                        company.name(),
                        "organisation.type",
                        company.type().name(),
                        "organisation.address",
                        company.address(),
                        "organisation.postcode",
                        company.postcode(),
                        "organisation.town",
                        company.town(),
                        "organisation.region",
                        company.region(),
                        FILLED_FOR,
                        found.siret())))
                .orElse(own);
    }

    static Told told(CompanyApi.State state, Words words) {
        var tone = switch (state) {
            case VERIFIED -> "good";
            case CLOSED, NOT_FOUND -> "warn";
            case NOT_PUBLIC, UNVERIFIED -> "wait";
        };
        return new Told(tone, words.text(state.sentence()));
    }

    static Map<String, Object> summary(Form form, OrganisationDetails organisation, Language language) {
        var given = new HashMap<String, Object>();
        given.put("numberKind", numberKind(organisation));
        given.put("number", organisation.writtenNumber().orElse(null));
        given.put("name", organisation.name().value());
        given.put("type", organisation.type().name());
        given.put("address", organisation.address().value());
        given.put(
                "postcode",
                organisation.postcode().map(postcode -> postcode.value()).orElse(""));
        given.put("town", organisation.town().value());
        given.put("region", organisation.region().value());
        given.put("country", organisation.country().name(language.locale()));
        given.put("phone", organisation.phone().national(organisation.country()));
        var model = new HashMap<String, Object>();
        model.put("form", form);
        model.put("organisation", given);
        model.put("check", null);
        return model;
    }

    /** The kind of number; templates show it only if there is a number. */
    static String numberKind(OrganisationDetails organisation) {
        return organisation.numberKind().orElse(NumberKind.IDENTIFICATION).name();
    }
}
