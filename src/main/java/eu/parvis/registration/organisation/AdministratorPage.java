package eu.parvis.registration.organisation;

import eu.parvis.http.Form;
import eu.parvis.http.PageModel;
import eu.parvis.http.Template;
import eu.parvis.organisation.OrganisationDetails;
import eu.parvis.values.Language;

/** Part 2 of the form, with part 1 at its side. */
@Template("registration/administrator.html")
record AdministratorPage(Form form, OrganisationDetails.Facts organisation) implements PageModel {

    static AdministratorPage of(Form form, OrganisationDetails organisation, Language language) {
        return new AdministratorPage(
                form, organisation.facts(language, phone -> phone.national(organisation.country())));
    }
}
