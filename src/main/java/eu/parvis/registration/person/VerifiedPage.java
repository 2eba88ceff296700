package eu.parvis.registration.person;

import eu.parvis.http.Form;
import eu.parvis.http.PageModel;
import eu.parvis.http.Template;
import eu.parvis.registration.person.PersonApi.LinkedRegistration;
import eu.parvis.registration.person.PersonApi.State;
import eu.parvis.registration.person.PersonApi.Status;
import eu.parvis.values.EmailAddress;
import java.util.Map;

/**
 * The address is proved (CS-07): the person signs in with it.
 *
 * @param taken another account had the address already
 * @param form with the address
 */
@Template("registration/verified.html")
record VerifiedPage(boolean taken, Form form) implements PageModel {

    static VerifiedPage of(Status status) {
        return of(status.state(), status.email());
    }

    static VerifiedPage of(LinkedRegistration registration) {
        return of(registration.state(), registration.email());
    }

    private static VerifiedPage of(State state, EmailAddress email) {
        return new VerifiedPage(state == State.TAKEN, Form.of(Map.of("login", email.value())));
    }
}
