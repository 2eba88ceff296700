package eu.parvis.registration.organisation;

import eu.parvis.company.CompanyApi;
import eu.parvis.http.Form;
import eu.parvis.http.PageModel;
import eu.parvis.http.Template;
import eu.parvis.organisation.OrganisationDetails;
import eu.parvis.organisation.OrganisationDetails.NumberKind;
import eu.parvis.registration.organisation.BrowserGuard.OwnDraft;
import eu.parvis.values.Country;
import eu.parvis.values.Department;
import eu.parvis.values.Language;
import eu.parvis.values.Postcode;
import eu.parvis.words.Words;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Part 1 of the form.
 *
 * @param action the address of the form: that of its draft, if there is one already
 * @param withoutPostcode codes of the countries that have no postcodes
 * @param lookup the answer to the look-up of a SIRET
 * @param resumed the fields are those of a draft
 */
@Template("registration/organisation.html")
record OrganisationPage(
        String action,
        Form form,
        List<Choice> countries,
        List<String> departments,
        String withoutPostcode,
        Optional<LookUp> lookup,
        boolean resumed)
        implements PageModel {

    /** A country: its code and its name. */
    record Choice(String value, String text) {}

    /** The answer of a register: a sentence, and the tone in which it is shown. */
    record LookUp(String tone, String text) {

        static LookUp of(CompanyApi.State state, Words words) {
            var tone = switch (state) {
                case VERIFIED -> "good";
                case CLOSED, NOT_FOUND -> "warn";
                case NOT_PUBLIC, UNVERIFIED -> "wait";
            };
            return new LookUp(tone, words.text(state.sentence()));
        }
    }

    private static final String FILLED_FOR = "organisation.filledFor";
    private static final Set<String> FILLED = Set.of(
            FILLED_FOR,
            "organisation.name",
            "organisation.type",
            "organisation.address",
            "organisation.postcode",
            "organisation.town",
            "organisation.region");

    static OrganisationPage empty(Language language) {
        return of(DraftGuard.FORM, Form.empty(), Optional.empty(), false, language);
    }

    static OrganisationPage of(OwnDraft own, Form form, Language language) {
        return of(action(own), form, Optional.empty(), false, language);
    }

    static OrganisationPage resumed(OwnDraft own, Form form, Language language) {
        return of(action(own), form, Optional.empty(), true, language);
    }

    static OrganisationPage lookedUp(OwnDraft own, Form form, LookUp lookup, Language language) {
        return of(action(own), form, Optional.of(lookup), false, language);
    }

    /** The form of a signed-in person. */
    static OrganisationPage own(String action, Form form, Optional<LookUp> lookup, Language language) {
        return of(action, form, lookup, false, language);
    }

    private static String action(OwnDraft own) {
        return own.address(DraftGuard.PART_1);
    }

    private static OrganisationPage of(
            String action, Form form, Optional<LookUp> lookup, boolean resumed, Language language) {
        return new OrganisationPage(
                action,
                form,
                countries(language),
                Department.list().stream().map(Department::name).toList(),
                withoutPostcode(language),
                lookup,
                resumed);
    }

    private static List<Choice> countries(Language language) {
        return Country.list(language.locale(), Country.FRANCE).stream()
                .map(country -> new Choice(country.code(), country.name(language.locale())))
                .toList();
    }

    private static String withoutPostcode(Language language) {
        return Country.list(language.locale(), Country.FRANCE).stream()
                .filter(country -> !Postcode.isRequired(country))
                .map(Country::code)
                .sorted()
                .collect(Collectors.joining(" "));
    }

    /** Fills in the company that was found; fields that an earlier look-up of another SIRET filled are cleared. */
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

    /** Templates show the kind only beside a number, so its value without a number does not matter. */
    static NumberKind numberKind(OrganisationDetails organisation) {
        return organisation.numberKind().orElse(NumberKind.IDENTIFICATION);
    }
}
