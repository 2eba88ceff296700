package eu.parvis.registration.organisation;

import eu.parvis.bus.Failure;
import eu.parvis.http.Input;
import eu.parvis.http.PersonInput;
import eu.parvis.organisation.OrganisationDetails;
import eu.parvis.organisation.OrganisationInput;
import eu.parvis.values.Country;
import eu.parvis.values.Person;

/** Reads both parts of the form, for pages and API. Use the results only after {@link Input#end()} has passed. */
final class RegistrationInput {

    private RegistrationInput() {}

    /** The failure while the operator has closed registrations by {@code registration.organisation}. */
    static Failure doorClosed() {
        return Failure.of(Failure.Kind.FORBIDDEN, "registration.closed");
    }

    static OrganisationDetails fromForm(Input input) {
        return OrganisationInput.fromForm(input.object("organisation"));
    }

    static OrganisationDetails fromJson(Input input) {
        return OrganisationInput.fromJson(input.object("organisation"));
    }

    static Person administrator(Input input, Country country) {
        return PersonInput.withPhone(input.object("administrator"), country);
    }
}
