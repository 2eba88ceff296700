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
import org.junit.jupiter.params.provider.CsvSource;
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

    @ParameterizedTest
    @CsvSource({
        "true, true, Your customer area, create an account for yourself alone",
        "true, false, Your organisation’s customer area, it needs a customer area",
        "false, true, Your customer area, You create your account here",
        "false, false, Your organisation’s customer area, Registration is closed for now."
    })
    void theFirstPageSpeaksOfTheDoorsThatAreOpen(
            String organisation, String person, String title, String lead, Vertx vertx) {
        var page =
                offered(vertx, "/", Map.of("registration.organisation", organisation, "registration.person", person));

        assertTrue(page.contains("<h1 class=\"display\">" + title + "</h1>"), page);
        assertTrue(page.contains("<title>" + title), page);
        assertTrue(page.contains(lead), page);
    }

    private static String offered(Vertx vertx, String path, Map<String, String> settings) {
        return new TestPortal(vertx, settings, HelpCapability.DESCRIPTOR, SigninCapability.DESCRIPTOR)
                .browser()
                .get(path)
                .bodyAsString();
    }
}
