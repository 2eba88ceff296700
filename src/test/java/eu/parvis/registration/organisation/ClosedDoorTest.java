package eu.parvis.registration.organisation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.api.ApiClient;
import eu.parvis.help.HelpRoutes;
import eu.parvis.http.Browser;
import eu.parvis.http.TestSite;
import eu.parvis.session.SessionGuard;
import eu.parvis.signin.password.SigninRoutes;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.net.URI;
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
        var closed = new Browser(vertx, closed(vertx)).get(path).bodyAsString();

        assertFalse(closed.contains("href=\"/register\""), closed);
        assertTrue(closed.contains("Registration is closed for now."), closed);
    }

    @ParameterizedTest
    @CsvSource({
        "/register, fr, Les inscriptions sont fermées pour le moment.",
        "/register, en, Registration is closed for now.",
        "/register/administrator, fr, Les inscriptions sont fermées pour le moment.",
        "/register/administrator, en, Registration is closed for now."
    })
    void whoeverComesAllTheSameIsToldSo(String path, String language, String said, Vertx vertx) {
        var browser = new Browser(vertx, closed(vertx)).speaking(language);

        for (var page : List.of(browser.get(path), browser.post(path, "action", "continue"))) {
            assertEquals(403, page.statusCode());
            assertTrue(page.bodyAsString().contains(said), page.bodyAsString());
        }
    }

    @Test
    void aProgramIsToldSoToo(Vertx vertx) {
        var refused = ApiClient.of(vertx, closed(vertx)).post("/registrations/organisations", new JsonObject());

        assertEquals(403, refused.status());
        assertEquals("registration.closed", refused.code());
    }

    /** The page of a registration that was made before. */
    @Test
    void whoHasRegisteredGoesOn(Vertx vertx) {
        var waiting = new Browser(vertx, closed(vertx)).get("/register/waiting");

        assertEquals(303, waiting.statusCode());
    }

    private static URI closed(Vertx vertx) {
        var portal = new TestSite(vertx, Map.of("registration.organisation", "false"));
        var guard = new SessionGuard(portal.site);
        return portal.serve(
                new HelpRoutes(portal.site),
                new SigninRoutes(portal.site, guard),
                new RegistrationRoutes(portal.site, guard),
                new RegistrationApiRoutes(portal.site, guard));
    }
}
