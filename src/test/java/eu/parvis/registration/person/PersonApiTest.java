package eu.parvis.registration.person;

import static eu.parvis.registration.person.PersonDoor.EMAIL;
import static eu.parvis.registration.person.PersonDoor.PASSWORD;
import static eu.parvis.registration.person.PersonDoor.body;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.api.ApiClient;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The same door for programs. */
@ExtendWith(VertxExtension.class)
class PersonApiTest {

    private PersonDoor door;
    private ApiClient api;

    @BeforeEach
    void start(Vertx vertx) {
        door = new PersonDoor(vertx);
        api = door.portal.api();
    }

    private static JsonObject code(String code) {
        return new JsonObject().put("code", code);
    }

    private static JsonObject order() {
        return new JsonObject().put("kind", "VERIFICATION");
    }

    @Test
    void aProgramRegistersProvesTheAddressByTheCodeAndSignsIn() {
        var created = api.post("/registrations/people", body(EMAIL));
        assertEquals(201, created.status());
        var own = api.bearer(created.json().getString("token"));
        var path = "/registrations/people/" + created.json().getString("id");
        assertEquals("/api/v1" + path, created.headers().get("Location"));
        assertEquals("WAITING", own.get(path).json().getString("state"));

        var wrong = own.put(path + "/verification", code(door.wrongCode()));
        assertEquals(400, wrong.status());
        assertEquals(
                "code", wrong.json().getJsonArray("errors").getJsonObject(0).getString("field"));
        var typed = door.code();
        assertEquals(
                204,
                own.put(path + "/verification", code(typed.substring(0, 3) + " " + typed.substring(3)))
                        .status());

        assertEquals("VERIFIED", own.get(path).json().getString("state"));
        assertEquals(204, own.put(path + "/verification", code(typed)).status(), "once more is no fault");
        var session = api.post("/sessions", new JsonObject().put("login", EMAIL).put("password", PASSWORD));
        assertEquals("OPEN", session.json().getString("state"));
    }

    @Test
    void aProgramProvesTheAddressByTheTokenOfTheLink() {
        api.post("/registrations/people", body(EMAIL));
        var token = new JsonObject().put("token", door.token());

        assertEquals(204, api.put("/verifications", token).status());
        assertEquals(204, api.put("/verifications", token).status());

        assertEquals(List.of("ACTIVE|fr"), door.rows("SELECT state, language FROM account"));
    }

    @Test
    void whatDoesNotWorkHasACode() {
        var created = api.post("/registrations/people", body(EMAIL));
        var own = api.bearer(created.json().getString("token"));
        var path = "/registrations/people/" + created.json().getString("id");
        var forged = new JsonObject().put("token", door.token().replaceFirst(".$", "_"));
        assertEquals("person.link.over", api.put("/verifications", forged).code());
        assertEquals("registration.coolDown", own.post(path + "/mails", order()).code());
        for (var i = 0; i < 5; i++) {
            own.put(path + "/verification", code(door.wrongCode()));
        }
        assertEquals(
                "person.code.usedUp",
                own.put(path + "/verification", code(door.code())).code());
        var token = new JsonObject().put("token", door.token());
        door.portal.clock.advance(Duration.ofDays(1));
        assertEquals("person.link.expired", api.put("/verifications", token).code());
        assertEquals(202, own.post(path + "/mails", order()).status());
        door.portal.clock.advance(Duration.ofDays(1));
        assertEquals(
                "person.code.expired",
                own.put(path + "/verification", code(door.code())).code());
        assertEquals(
                "registration.unknown", api.bearer("A".repeat(43)).get(path).code());
    }

    @Test
    void aRepeatedCallRegistersOnce() {
        var keyed = api.idempotencyKey("once");

        var first = keyed.post("/registrations/people", body(EMAIL));
        var second = keyed.post("/registrations/people", body(EMAIL));

        assertEquals(first.body(), second.body());
        assertEquals(List.of("1"), door.rows("SELECT count(*) FROM person_registration"));
    }

    @Test
    void aCorrectedAddressIsThatOfTheAccount() {
        var created = api.post("/registrations/people", body("nolwen@kervella.example"));
        var own = api.bearer(created.json().getString("token"));
        var path = "/registrations/people/" + created.json().getString("id");
        var correction = new JsonObject().put("email", EMAIL).put("emailConfirmation", EMAIL);

        var corrected = own.put(path + "/email", correction);

        assertEquals(200, corrected.status());
        assertEquals(
                "n•••@kervella.example",
                corrected.json().getJsonArray("mails").getJsonObject(0).getString("to"));
        assertEquals(204, own.put(path + "/verification", code(door.code())).status());
        assertEquals("person.verified", own.put(path + "/email", correction).code());
        assertEquals(List.of(EMAIL), door.rows("SELECT email FROM account"));
    }

    @Test
    void theFieldsAreNamedWhereTheyAreWrong() {
        var empty = api.post("/registrations/people", new JsonObject().put("phone", "1"));

        var fields = empty.json().getJsonArray("errors").stream()
                .map(error -> ((JsonObject) error).getString("field"))
                .toList();
        assertEquals(400, empty.status());
        assertTrue(
                fields.containsAll(List.of(
                        "person.firstName", "person.lastName", "person.email", "password", "language", "phone")),
                fields::toString);
    }
}
