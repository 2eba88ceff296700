package eu.parvis.registration.person;

import static eu.parvis.registration.person.PersonDoor.EMAIL;
import static eu.parvis.registration.person.PersonDoor.body;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.TestPortal;
import eu.parvis.help.HelpCapability;
import eu.parvis.signin.password.SigninCapability;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The setting {@code registration.person}, which closes the door of a person. */
@ExtendWith(VertxExtension.class)
class ClosedPersonDoorTest {

    @Test
    void aClosedDoorIsClosedForProgramsAndVisitors(Vertx vertx) {
        var door = new PersonDoor(vertx, Map.of("registration.person", "false"));

        assertEquals(
                "person.closed",
                door.portal.api().post("/registrations/people", body(EMAIL)).code());
        var page = door.browser.get("/register/person");
        assertEquals(403, page.statusCode());
        assertTrue(page.bodyAsString().contains("Accounts cannot be created here for now."), page::bodyAsString);
        assertEquals(
                403, door.browser.post("/register/person", PersonDoor.form()).statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/sign-in"})
    void eachDoorIsOfferedWhileItIsOpen(String path, Vertx vertx) {
        var page = offered(vertx, path, Map.of());

        assertTrue(page.contains("href=\"/register\""), page);
        assertTrue(page.contains("href=\"/register/person\""), page);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/sign-in"})
    void aClosedDoorIsNotOffered(String path, Vertx vertx) {
        var page = offered(vertx, path, Map.of("registration.person", "false"));

        assertTrue(page.contains("href=\"/register\""), page);
        assertFalse(page.contains("href=\"/register/person\""), page);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/sign-in", "/help"})
    void thePersonsDoorIsOfferedWithoutThatOfOrganisations(String path, Vertx vertx) {
        var page = offered(vertx, path, Map.of("registration.organisation", "false"));

        assertFalse(page.contains("href=\"/register\""), page);
        assertTrue(page.contains("href=\"/register/person\""), page);
        assertFalse(page.contains("Registration is closed for now."), page);
    }

    private static String offered(Vertx vertx, String path, Map<String, String> settings) {
        return new TestPortal(vertx, settings, HelpCapability.DESCRIPTOR, SigninCapability.DESCRIPTOR)
                .browser()
                .get(path)
                .bodyAsString();
    }
}
