package eu.parvis.joining;

import static eu.parvis.membership.Role.ADMINISTRATOR;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.api.ApiClient;
import eu.parvis.api.Exchange;
import eu.parvis.membership.Registry;
import eu.parvis.session.SessionApi.Channel;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class JoinApiTest {

    private static final String GAEL = "gael.bihan@kervella.example";

    private Registry registry;
    private ApiClient anybody;
    private ApiClient administrator;

    @BeforeEach
    void aRegisteredOrganisation(Vertx vertx) {
        registry = Registry.open(vertx);
        var organisation = registry.organisation(Registry.SIRET, "Menuiserie Kervella");
        var nolwenn = registry.member(organisation, "nolwenn.kervella@kervella.example", ADMINISTRATOR);
        anybody = registry.portal.api();
        administrator = anybody.bearer(registry.token(nolwenn.account(), Channel.API));
    }

    @Test
    void aPersonAsksAndFollowsTheAnswer() {
        var asked = ask();
        var listed = administrator
                .get("/join-requests")
                .json()
                .getJsonArray("joinRequests")
                .getJsonObject(0);
        var decided =
                administrator.patch(path(asked), decision("APPROVE").put("roles", new JsonArray(List.of("USER"))));
        var followed = requester(asked).get(path(asked));

        assertEquals(201, asked.status());
        assertEquals("Gael", listed.getString("firstName"));
        assertEquals("APPROVED", decided.json().getString("state"));
        assertEquals("APPROVED", followed.json().getString("state"));
    }

    @Test
    void theRequesterSeesNobodysName() {
        var asked = ask();

        var followed = requester(asked).get(path(asked)).json();

        assertEquals("ADMINISTRATORS", followed.getString("asked"));
        assertFalse(followed.encode().contains("Kervella"), followed.encode());
        assertFalse(followed.containsKey("email"));
    }

    @Test
    void numbersAreForgivenTheirSpaces() {
        var asked = anybody.post("/join-requests", order("732 829 320 00074"));

        assertEquals(201, asked.status());
    }

    @Test
    void whoeverHasNoTokenOrAnothersFindsNothing() {
        var asked = ask();
        var other = anybody.post("/join-requests", order(Registry.SIRET, "lotte.verhaeghe@deuxrives.example"));

        var foreign = requester(other).get(path(asked));
        var absent = requester(other).get("/join-requests/" + UUID.randomUUID());

        assertEquals(401, anybody.get(path(asked)).status());
        assertEquals(404, foreign.status());
        assertEquals(absent.body(), foreign.body());
    }

    @Test
    void whatIsWrongIsSaidAtItsField() {
        var refused = anybody.post(
                "/join-requests",
                new JsonObject()
                        .put("organisation", new JsonObject().put("registeredIn", "FRANCE"))
                        .put("person", new JsonObject().put("email", GAEL))
                        .put("language", "de"));

        assertEquals("error.required", refused.codeAt("organisation.siret"));
        assertEquals("error.required", refused.codeAt("person.lastName"));
        assertEquals("error.choice", refused.codeAt("language"));
    }

    @Test
    void anUnknownOrganisationIsToBeRegistered() {
        var refused = anybody.post("/join-requests", order("90000001900019"));

        assertEquals(404, refused.status());
        assertEquals("join.unknownOrganisation", refused.code());
    }

    @Test
    void whatIsDecidedStaysDecided() {
        var asked = ask();
        administrator.patch(path(asked), decision("REFUSE"));

        var late = administrator.patch(path(asked), decision("APPROVE"));

        assertEquals(409, late.status());
        assertEquals("join.decided", late.code());
        assertTrue(administrator
                .get("/join-requests")
                .json()
                .getJsonArray("joinRequests")
                .isEmpty());
    }

    @Test
    void aCallRepeatedIsOneRequest() {
        var once = anybody.idempotencyKey("one").post("/join-requests", order(Registry.SIRET));
        var again = anybody.idempotencyKey("one").post("/join-requests", order(Registry.SIRET));

        assertEquals(once.body(), again.body());
    }

    @Test
    void aCallWhoseAnswerWasLostFindsItsRequest() {
        var once = anybody.idempotencyKey("one").post("/join-requests", order(Registry.SIRET));

        registry.portal.database.execute("DELETE FROM idempotency");
        var again = anybody.idempotencyKey("one").post("/join-requests", order(Registry.SIRET));

        assertEquals(201, again.status());
        assertEquals(once.body(), again.body());
        assertEquals(List.of("1"), registry.portal.database.query("SELECT count(*) FROM join_request"));
    }

    private Exchange ask() {
        return anybody.post("/join-requests", order(Registry.SIRET));
    }

    private ApiClient requester(Exchange asked) {
        return anybody.bearer(asked.json().getString("token"));
    }

    private static String path(Exchange asked) {
        return "/join-requests/" + asked.json().getString("id");
    }

    private static JsonObject decision(String decision) {
        return new JsonObject().put("decision", decision);
    }

    private static JsonObject order(String siret) {
        return order(siret, GAEL);
    }

    private static JsonObject order(String siret, String email) {
        var person = Registry.person(email);
        return new JsonObject()
                .put(
                        "organisation",
                        new JsonObject().put("registeredIn", "FRANCE").put("siret", siret))
                .put(
                        "person",
                        new JsonObject()
                                .put("firstName", person.firstName().value())
                                .put("lastName", person.lastName().value())
                                .put("email", email)
                                .put("emailConfirmation", email))
                .put("language", "fr");
    }
}
