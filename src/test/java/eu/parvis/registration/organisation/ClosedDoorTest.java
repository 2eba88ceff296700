package eu.parvis.registration.organisation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.TestPortal;
import eu.parvis.help.HelpCapability;
import eu.parvis.signin.password.SigninCapability;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The setting {@code registration.organisation}, which closes registrations. */
@ExtendWith(VertxExtension.class)
class ClosedDoorTest {

    @ParameterizedTest
    @ValueSource(strings = {"/", "/sign-in", "/help"})
    void aClosedDoorIsOfferedNowhere(String path, Vertx vertx) {
        var closed = closed(vertx).browser().get(path).bodyAsString();

        assertFalse(closed.contains("href=\"/register\""), closed);
        assertTrue(closed.contains("Registration is closed for now."), closed);
    }

    @ParameterizedTest
    @CsvSource({
        "/register, fr, Les inscriptions sont fermées pour le moment.",
        "/register, en, Registration is closed for now.",
        "/register/administrator, fr, Les inscriptions sont fermées pour le moment.",
        "/register/administrator, en, Registration is closed for now.",
        "/register/new, en, Registration is closed for now.",
        "/register/00000000-0000-4000-8000-000000000000/organisation, en, Registration is closed for now.",
        "/register/00000000-0000-4000-8000-000000000000/administrator, en, Registration is closed for now."
    })
    void whoeverComesAllTheSameIsToldSo(String path, String language, String said, Vertx vertx) {
        var browser = closed(vertx).browser().speaking(language);

        for (var page : List.of(browser.get(path), browser.post(path, "action", "continue"))) {
            assertEquals(403, page.statusCode());
            assertTrue(page.bodyAsString().contains(said), page.bodyAsString());
        }
    }

    @Test
    void aProgramIsToldSoToo(Vertx vertx) {
        var refused = closed(vertx).api().post("/registrations/organisations", new JsonObject());

        assertEquals(403, refused.status());
        assertEquals("registration.closed", refused.code());
    }

    /** The page of a registration that was made before. */
    @Test
    void whoHasRegisteredGoesOn(Vertx vertx) {
        var waiting = closed(vertx).browser().get("/register/waiting");

        assertEquals(303, waiting.statusCode());
    }

    private static TestPortal closed(Vertx vertx) {
        return new TestPortal(
                vertx,
                Map.of("registration.organisation", "false", "registration.person", "false"),
                HelpCapability.DESCRIPTOR,
                SigninCapability.DESCRIPTOR,
                RegistrationCapability.DESCRIPTOR);
    }
}
