package eu.parvis.registration.organisation;

import com.fasterxml.jackson.core.JsonProcessingException;
import eu.parvis.bus.FieldError;
import eu.parvis.bus.Json;
import eu.parvis.crypto.Tokens;
import eu.parvis.http.Input;
import eu.parvis.organisation.OrganisationDetails;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The organisation that a page has shown, as a short hash in a field of its form. A draft can be open in two tabs; a form
 * acts only while the organisation is still the one that the visitor has seen beside it.
 */
final class ShownOrganisation {

    private static final String FIELD = "shown";
    private static final int BYTES = 8;

    private ShownOrganisation() {}

    static String hash(OrganisationDetails organisation) {
        try {
            var hash = Tokens.sha256(Json.mapper().writeValueAsString(organisation))
                    .getBytes();
            return HexFormat.of().formatHex(Arrays.copyOf(hash, BYTES));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static boolean isShown(Input form, OrganisationDetails organisation) {
        return form.text(FIELD).equals(hash(organisation));
    }

    static FieldError changed(OrganisationDetails organisation) {
        return FieldError.of(
                "", "registration.organisation.changed", organisation.name().value());
    }
}
