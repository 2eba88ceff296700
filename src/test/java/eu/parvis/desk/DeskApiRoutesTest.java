package eu.parvis.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.Await;
import eu.parvis.api.ApiClient;
import eu.parvis.api.Exchange;
import eu.parvis.membership.Role;
import eu.parvis.session.SessionApi.Channel;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The operations of the desk; each exchange is checked against the contract. */
class DeskApiRoutesTest {

    private Counter counter;
    private ApiClient yann;

    @BeforeEach
    void open() {
        counter = new Counter(Vertx.vertx());
        yann = signedIn(counter.yann.account());
    }

    @AfterEach
    void close() {
        Await.done(counter.orders.registry.portal.vertx.close());
    }

    private ApiClient signedIn(UUID account) {
        return counter.orders.registry.portal.api().bearer(counter.orders.registry.token(account, Channel.API));
    }

    private static JsonObject accepted() {
        return new JsonObject().put("decision", "ACCEPTED");
    }

    private static JsonObject refused(String reason) {
        return new JsonObject().put("decision", "REFUSED").put("reason", reason);
    }

    private static JsonObject check() {
        return new JsonObject()
                .put("metBy", "Rozenn Le Bihan")
                .put("metOn", "2026-11-20")
                .put("place", "Quimper")
                .put("document", "PASSPORT")
                .put("number", "24AB12345");
    }

    @Test
    void aRequestIsTakenCheckedAndAccepted() {
        var path = "/desk/requests/" + counter.inReview("ID_RGS_2");
        var listed = yann.get("/desk/requests?state=IN_REVIEW&held=NOBODY&limit=10");
        assertEquals(1, listed.json().getJsonArray("requests").size());

        assertTrue(yann.post(path + "/claim").json().getJsonObject("heldBy").getBoolean("mine"));
        assertEquals(
                200, yann.put(path + "/documents/MANDATE/decision", accepted()).status());
        assertEquals(
                "UNREADABLE",
                yann.put(path + "/documents/IDENTITY/decision", refused("UNREADABLE"))
                        .json()
                        .getJsonArray("documents")
                        .getJsonObject(0)
                        .getJsonObject("refusal")
                        .getString("code"));
        assertEquals("409 desk.notInReview", outcome(yann.put(path + "/decision", accepted())));
        assertEquals(
                200, yann.put(path + "/documents/IDENTITY/decision", accepted()).status());
        assertEquals("409 desk.faceToFaceMissing", outcome(yann.put(path + "/decision", accepted())));
        assertEquals(
                "24AB12345",
                yann.put(path + "/face-to-face", check())
                        .json()
                        .getJsonObject("faceToFace")
                        .getString("number"));
        assertFalse(yann.get("/desk/requests").json().encode().contains("24AB12345"), "never in a list");

        var decided = yann.put(path + "/decision", accepted());

        assertEquals("ACCEPTED", decided.json().getString("state"));
        assertEquals(204, yann.delete(path + "/claim").status());
        assertEquals(200, yann.get("/desk/figures").status());
        assertEquals(List.of("ACCEPTED"), List.of(yann.get(path).json().getString("state")));
    }

    private static JsonObject validation() {
        return new JsonObject()
                .put("method", "OFFICIAL_REGISTER")
                .put("evidence", "Extract of 27 November 2026")
                .put("checkedOn", "2026-11-20");
    }

    @Test
    void aCheckIsRecordedListedAndWithdrawn() {
        var path = "/desk/requests/" + counter.unchecked("ID_RGS_1");

        var mailbox = validation().put("method", "MAIL_RANDOM_VALUE");
        var recorded = yann.put(path + "/validations/MAILBOX", mailbox)
                .json()
                .getJsonArray("validations")
                .getJsonObject(1);

        assertEquals("MAILBOX", recorded.getString("thing"));
        assertEquals("2026-12-20", recorded.getString("until"));
        assertTrue(recorded.getBoolean("valid"));
        var listed = yann.get("/desk/validations?thing=MAILBOX&organisation=kervella&limit=10")
                .json()
                .getJsonArray("validations");
        assertEquals(1, listed.size());
        assertEquals("Menuiserie Kervella", listed.getJsonObject(0).getString("organisation"));
        var withdrawal = "/desk/validations/" + listed.getJsonObject(0).getString("id") + "/withdrawal";
        assertEquals(
                204,
                yann.put(withdrawal, new JsonObject().put("reason", "Mistake")).status());
        assertEquals(
                0,
                yann.get("/desk/validations").json().getJsonArray("validations").size());
        assertEquals("404 problem.notFound", outcome(yann.put(path + "/validations/DOMAIN", domain())));
        assertEquals("404 problem.notFound", outcome(yann.put(path + "/validations/HORSE", validation())));
    }

    private static JsonObject domain() {
        return validation().put("method", "DNS_CHANGE").put("domain", "kervella.example");
    }

    @Test
    void forEverybodyButOperatorsTheDeskDoesNotExist() {
        var path = "/desk/requests/" + counter.inReview("ID_RGS_1");
        var own = signedIn(counter.customer.account());
        var administrator = signedIn(counter.orders
                .member("nolwenn.kervella@kervella.example", Role.ADMINISTRATOR)
                .account());
        for (var client : List.of(own, administrator)) {
            for (var answer : calls(client, path)) {
                assertEquals("404 problem.notFound", outcome(answer));
            }
        }
        for (var answer : calls(counter.orders.registry.portal.api(), path)) {
            assertEquals(401, answer.status());
        }
        for (var answer : calls(yann, "/desk/requests/" + UUID.randomUUID())) {
            assertTrue(List.of(200, 204, 404).contains(answer.status()), outcome(answer));
        }
    }

    private static List<Exchange> calls(ApiClient client, String path) {
        return List.of(
                client.get("/desk/requests"),
                client.get(path),
                client.post(path + "/claim"),
                client.delete(path + "/claim"),
                client.put(path + "/documents/IDENTITY/decision", accepted()),
                client.put(path + "/face-to-face", check()),
                client.put(path + "/decision", accepted()),
                client.put(path + "/validations/ORGANISATION", validation()),
                client.get("/desk/validations"),
                client.put(
                        "/desk/validations/" + UUID.randomUUID() + "/withdrawal",
                        new JsonObject().put("reason", "Mistake")),
                client.get("/desk/figures"));
    }

    private static String outcome(Exchange exchange) {
        return exchange.status() + " " + exchange.code();
    }

    @Test
    void badInputNamesItsField() {
        var path = "/desk/requests/" + counter.inReview("ID_RGS_2");
        var decision = path + "/decision";
        var cases = Map.ofEntries(
                Map.entry("decision", yann.put(decision, new JsonObject())),
                Map.entry("decision ", yann.put(decision, new JsonObject().put("decision", "PERHAPS"))),
                Map.entry("reason", yann.put(decision, new JsonObject().put("decision", "REFUSED"))),
                Map.entry("reason ", yann.put(decision, refused("NO_SUCH_REASON"))),
                Map.entry("text", yann.put(decision, refused("NO_ANSWER").put("text", "x".repeat(501)))),
                Map.entry("text ", yann.put(decision, refused("NO_ANSWER").put("text", "a\u0007b"))),
                Map.entry("why", yann.put(decision, refused("NO_ANSWER").put("why", "x"))),
                Map.entry(
                        "document",
                        yann.put(
                                path + "/documents/IDENTITY/decision",
                                accepted().put("document", "7"))),
                Map.entry("metOn", yann.put(path + "/face-to-face", check().put("metOn", "20/11/2026"))),
                Map.entry("metOn ", yann.put(path + "/face-to-face", check().put("metOn", "2030-11-20"))),
                Map.entry("document ", yann.put(path + "/face-to-face", check().put("document", "LICENCE"))),
                Map.entry("number", yann.put(path + "/face-to-face", check().put("number", ""))),
                Map.entry("place", yann.put(path + "/face-to-face", check().putNull("place"))),
                Map.entry("metBy", yann.put(path + "/face-to-face", check().put("metBy", "x".repeat(121)))),
                Map.entry("method", yann.put(path + "/validations/PERSON", validation())),
                Map.entry(
                        "checkedOn",
                        yann.put(
                                path + "/validations/ORGANISATION", validation().put("checkedOn", "2030-01-01"))),
                Map.entry(
                        "evidence",
                        yann.put(
                                path + "/validations/ORGANISATION", validation().put("evidence", "x".repeat(201)))),
                Map.entry(
                        "evidence ",
                        yann.put(
                                path + "/validations/PERSON",
                                validation()
                                        .put("method", "QUALIFIED_SIGNATURE")
                                        .put("evidence", "Passport 24AB12345"))),
                Map.entry("domain", yann.put(path + "/validations/ORGANISATION", domain())),
                Map.entry("domain ", yann.put(path + "/validations/DOMAIN", domain().put("domain", "kervella"))),
                Map.entry("thing", yann.get("/desk/validations?thing=HORSE")),
                Map.entry("limit ", yann.get("/desk/validations?limit=0")),
                Map.entry("after ", yann.get("/desk/validations?after=nonsense")),
                Map.entry("state", yann.get("/desk/requests?state=DRAFT")),
                Map.entry("held", yann.get("/desk/requests?held=YOU")),
                Map.entry("limit", yann.get("/desk/requests?limit=101")),
                Map.entry("after", yann.get("/desk/requests?after=nonsense")));
        cases.forEach((field, answer) -> {
            assertEquals(400, answer.status(), field);
            assertEquals(
                    field.strip(),
                    answer.json().getJsonArray("errors").getJsonObject(0).getString("field"));
        });
        assertEquals("IN_REVIEW", yann.get(path).json().getString("state"));
    }
}
