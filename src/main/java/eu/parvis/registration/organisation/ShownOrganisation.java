package eu.parvis.registration.organisation;

import eu.parvis.bus.FieldError;
import eu.parvis.crypto.Shown;
import eu.parvis.http.Input;
import eu.parvis.http.ShownField;
import eu.parvis.organisation.OrganisationDetails;

/**
 * The organisation that a page has shown, as a short hash in a field of its form. A draft can be open in two tabs; a form
 * acts only while the organisation is still the one that the visitor has seen beside it.
 */
final class ShownOrganisation {

    private ShownOrganisation() {}

    static String hash(OrganisationDetails organisation) {
        return Shown.hash(organisation);
    }

    static boolean isShown(Input form, OrganisationDetails organisation) {
        return form.text(ShownField.NAME).equals(hash(organisation));
    }

    static FieldError changed(OrganisationDetails organisation) {
        return FieldError.of(
                "", "registration.organisation.changed", organisation.name().value());
    }
}
