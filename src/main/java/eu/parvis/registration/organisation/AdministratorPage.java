package eu.parvis.registration.organisation;

import eu.parvis.http.Form;
import eu.parvis.http.PageModel;
import eu.parvis.http.Template;
import eu.parvis.organisation.OrganisationDetails;
import eu.parvis.registration.organisation.BrowserGuard.OwnDraft;
import eu.parvis.values.Language;
import java.util.UUID;

/**
 * Part 2 of the form, with part 1 at its side.
 *
 * @param shown see {@link ShownOrganisation}
 */
@Template("registration/administrator.html")
record AdministratorPage(UUID id, Form form, OrganisationDetails.Facts organisation, String shown)
        implements PageModel {

    static AdministratorPage of(OwnDraft own, Form form, OrganisationDetails organisation, Language language) {
        return new AdministratorPage(
                own.id(),
                form,
                organisation.facts(language, phone -> phone.national(organisation.country())),
                ShownOrganisation.hash(organisation));
    }
}
