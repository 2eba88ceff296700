package eu.parvis.registration.person;

import static eu.parvis.registration.person.PersonDoor.location;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.api.ApiClient;
import eu.parvis.http.Browser;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Codes and links are tried at most so often from one network address, whichever registration they belong to. */
@ExtendWith(VertxExtension.class)
class NetworkTriesTest {

    private static final int MOST = 3;
    private static final String NETWORK = "203.0.113.7";
    private static final String ELSEWHERE = "198.51.100.4";

    private PersonDoor door;

    @BeforeEach
    void open(Vertx vertx) {
        door = new PersonDoor(
                vertx,
                Map.of(
                        "limits.addressFactor", "1",
                        "limits.signInsPer15Minutes", String.valueOf(MOST),
                        "http.trustedProxies", "127.0.0.1"));
        door.browser.from(NETWORK);
    }

    private Browser browser(String network) {
        return door.portal.browser().from(network);
    }

    private ApiClient program(String network) {
        return door.portal.api().with("X-Forwarded-For", network);
    }

    private static HttpResponse<Buffer> type(Browser browser, String waiting, String code) {
        return browser.post(waiting + "/code", "code", code);
    }

    private static void assertTooMany(HttpResponse<Buffer> answer) {
        assertEquals(429, answer.statusCode(), answer::bodyAsString);
        assertTrue(Integer.parseInt(answer.getHeader("Retry-After")) <= 900, () -> answer.getHeader("Retry-After"));
    }

    private void use(int tries) {
        var other = browser(NETWORK);
        var waiting = PersonDoor.register(other, "person.email", "other@kervella.example");
        for (var i = 0; i < tries; i++) {
            assertEquals(400, type(other, waiting, door.wrongCode()).statusCode());
        }
    }

    private List<String> registrations() {
        return door.rows("SELECT email, state, code_tries FROM person_registration ORDER BY email");
    }

    @Test
    void aCodeIsNotTriedAnyMoreAndItsOwnerGoesOnElsewhereOrLater() {
        var waiting = door.register();
        var code = door.code();
        use(MOST);

        var refused = type(door.browser, waiting, code);

        assertTooMany(refused);
        assertTrue(refused.bodyAsString().contains("action=\"" + waiting + "/code\""), refused::bodyAsString);
        assertEquals(
                List.of("nolwenn@kervella.example|WAITING|0", "other@kervella.example|WAITING|" + MOST),
                registrations());
        door.portal.clock.advance(Duration.ofMinutes(15));
        assertEquals(303, type(door.browser, waiting, code).statusCode());
        assertEquals("nolwenn@kervella.example|VERIFIED|0", registrations().get(0));
    }

    @Test
    void anotherNetworkIsNotHeldUp() {
        var elsewhere = browser(ELSEWHERE);
        var waiting = PersonDoor.register(elsewhere);
        var code = door.code();
        use(MOST);

        assertEquals(303, type(elsewhere, waiting, code).statusCode());
    }

    @Test
    void aLinkIsNotUsedEitherAndStaysValid() {
        door.register();
        var reader = browser(NETWORK);
        var page = PersonDoor.open(reader, door.token());
        use(MOST);

        assertEquals(200, reader.get(page).statusCode(), "looking at it is no try");
        assertTooMany(reader.post(page));

        assertEquals("nolwenn@kervella.example|WAITING|0", registrations().get(0));
        door.portal.clock.advance(Duration.ofMinutes(15));
        assertEquals(page, location(reader.post(page)));
        assertEquals("nolwenn@kervella.example|VERIFIED|0", registrations().get(0));
    }

    @Test
    void programsAreCountedTogetherWithBrowsers() {
        var api = program(NETWORK);
        var created = api.post("/registrations/people", PersonDoor.body(PersonDoor.EMAIL))
                .json();
        var code = new JsonObject().put("code", door.code());
        var link = new JsonObject().put("token", door.token());
        var own = api.bearer(created.getString("token"));
        var path = "/registrations/people/" + created.getString("id") + "/verification";
        use(MOST - 1);
        assertEquals(
                "code",
                own.put(path, new JsonObject().put("code", door.wrongCode()))
                        .json()
                        .getJsonArray("errors")
                        .getJsonObject(0)
                        .getString("field"));

        for (var refused : List.of(own.put(path, code), api.put("/verifications", link))) {
            assertEquals("429 problem.rateLimited", refused.status() + " " + refused.code());
            assertTrue(Integer.parseInt(refused.headers().get("Retry-After")) <= 900);
        }

        assertEquals("nolwenn@kervella.example|WAITING|1", registrations().get(0));
        assertEquals(204, program(ELSEWHERE).put("/verifications", link).status());
        assertEquals("nolwenn@kervella.example|VERIFIED|1", registrations().get(0));
    }

    /** A forged one costs no look at the database. */
    @Test
    void aForgedLinkIsATry() {
        var api = program(NETWORK);
        var forged = new JsonObject().put("token", "A".repeat(43));
        for (var i = 0; i < MOST; i++) {
            assertEquals("person.link.over", api.put("/verifications", forged).code());
        }

        assertEquals("problem.rateLimited", api.put("/verifications", forged).code());
    }

    /** What cannot be a code is no try. */
    @Test
    void aMistypedCodeCostsNothing() {
        var waiting = door.register();
        for (var i = 0; i < 2 * MOST; i++) {
            assertEquals(400, type(door.browser, waiting, "12").statusCode());
        }

        assertEquals(303, type(door.browser, waiting, door.code()).statusCode());
    }
}
