package eu.parvis.registration.organisation;

import com.fasterxml.jackson.core.JsonProcessingException;
import eu.parvis.bus.Json;
import eu.parvis.company.Verification;
import eu.parvis.crypto.Secret;
import eu.parvis.organisation.OrganisationDetails;
import eu.parvis.values.Language;
import eu.parvis.values.Person;
import java.util.UUID;

/**
 * The submitted data, stored encrypted. It is needed to register again with a corrected address, and to offer the
 * organisation to an account owner.
 *
 * @param organisationId assigned at once, so that the answer has the same form in all cases
 */
record Submission(
        UUID organisationId,
        OrganisationDetails organisation,
        Person administrator,
        Language language,
        Verification verification) {

    Submission with(Person other) {
        return new Submission(organisationId, organisation, other, language, verification);
    }

    /** Whether the command has the same organisation and the same administrator. */
    boolean isOf(RegistrationApi.Register command) {
        return organisation.equals(command.organisation()) && administrator.equals(command.administrator());
    }

    Secret toSecret() {
        try {
            return new Secret(Json.mapper().writeValueAsString(this));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static Submission of(Secret secret) {
        try {
            return Json.mapper().readValue(secret.text(), Submission.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A submission cannot be read", e);
        }
    }
}
