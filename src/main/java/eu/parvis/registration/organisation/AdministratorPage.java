package eu.parvis.registration.organisation;

import eu.parvis.http.Form;
import eu.parvis.http.PageModel;
import eu.parvis.http.Template;
import eu.parvis.organisation.OrganisationDetails;
import eu.parvis.organisation.OrganisationDetails.NumberKind;
import eu.parvis.organisation.OrganisationType;
import eu.parvis.values.Language;
import eu.parvis.values.Postcode;
import java.util.Optional;

/** Part 2 of the form, with part 1 at its side. */
@Template("registration/administrator.html")
record AdministratorPage(Form form, Given organisation) implements PageModel {

    /** Part 1 as the visitor typed it; the country is in words. */
    record Given(
            NumberKind numberKind,
            Optional<String> number,
            String name,
            OrganisationType type,
            String address,
            String postcode,
            String town,
            String region,
            String country,
            String phone) {

        private static Given of(OrganisationDetails organisation, Language language) {
            return new Given(
                    OrganisationPage.numberKind(organisation),
                    organisation.writtenNumber(),
                    organisation.name().value(),
                    organisation.type(),
                    organisation.address().value(),
                    organisation.postcode().map(Postcode::value).orElse(""),
                    organisation.town().value(),
                    organisation.region().value(),
                    organisation.country().name(language.locale()),
                    organisation.phone().national(organisation.country()));
        }
    }

    static AdministratorPage of(Form form, OrganisationDetails organisation, Language language) {
        return new AdministratorPage(form, Given.of(organisation, language));
    }
}
