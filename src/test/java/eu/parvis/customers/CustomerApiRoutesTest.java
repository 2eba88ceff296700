package eu.parvis.customers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.Await;
import eu.parvis.api.ApiClient;
import eu.parvis.api.Exchange;
import eu.parvis.company.CompanyApi.State;
import eu.parvis.joining.JoinApi;
import eu.parvis.joining.JoinApi.Ask;
import eu.parvis.journal.JournalCapability;
import eu.parvis.membership.Registry;
import eu.parvis.membership.Role;
import eu.parvis.request.Orders;
import eu.parvis.session.SessionApi.Kind;
import eu.parvis.values.Language;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The operations on customers at the desk; each exchange is checked against the contract. */
class CustomerApiRoutesTest {

    private DeskOffice office;
    private ApiClient yann;
    private String organisation;
    private String person;
    private String join;

    @BeforeEach
    void open() {
        office = new DeskOffice(Vertx.vertx(), JournalCapability.DESCRIPTOR);
        office.registerSays(office.organisation, State.NOT_FOUND);
        organisation = "/desk/organisations/" + office.organisation;
        person = "/desk/people/" + office.nolwenn.account();
        join = "/desk/join-requests/"
                + office.ask(
                                JoinApi.ASK,
                                new Ask(
                                        Registry.number(Registry.SIRET),
                                        Registry.person("mael.cariou@kervella.example"),
                                        Language.FR,
                                        "192.0.2.7"))
                        .id();
        office.registry.clock.advance(Duration.ofDays(5));
        yann = signedIn(office.yann.account());
    }

    @AfterEach
    void close() {
        office.close();
    }

    private ApiClient signedIn(UUID account) {
        return office.registry.portal.api(account, Kind.OPEN);
    }

    private static JsonObject accepted() {
        return new JsonObject().put("decision", "ACCEPTED").put("evidence", "Kbis");
    }

    private static JsonObject refused() {
        return new JsonObject().put("decision", "REFUSED").put("reason", "The extract is missing");
    }

    private static JsonObject verdict(String decision) {
        return new JsonObject().put("decision", decision).put("reason", "Called them");
    }

    private static String outcome(Exchange exchange) {
        return exchange.status() + " " + exchange.code();
    }

    @Test
    void everythingIsFoundByOneText() {
        var request = office.orders
                .order(office.nolwenn, "ID_RGS_1", Orders.me())
                .request()
                .id();
        office.orders.submit(office.nolwenn, request);

        var found = yann.get("/desk/search?search=kervela").json();

        assertEquals(
                request.toString(),
                found.getJsonArray("requests").getJsonObject(0).getString("id"));
        assertEquals(
                "Menuiserie Kervella",
                found.getJsonArray("organisations").getJsonObject(0).getString("name"));
        assertTrue(found.getJsonArray("organisations").getJsonObject(0).getBoolean("pending"));
        assertEquals(
                DeskOffice.NOLWENN,
                found.getJsonArray("people").getJsonObject(0).getString("email"));
        assertEquals(new JsonArray(), yann.get("/desk/search?search=--").json().getJsonArray("requests"));
    }

    @Test
    void anOrganisationIsReadAcceptedAndRefused() {
        assertEquals(
                office.organisation.toString(),
                yann.get("/desk/organisations?limit=10")
                        .json()
                        .getJsonArray("organisations")
                        .getJsonObject(0)
                        .getString("id"));
        var file = yann.get(organisation).json();
        assertEquals("NOT_FOUND", file.getJsonObject("register").getString("state"));
        assertEquals(1, file.getJsonArray("members").size());

        var decided = yann.put(organisation + "/decision", accepted().put("register", "NOT_FOUND"))
                .json();

        assertEquals("Yann Legoff", decided.getJsonObject("decision").getString("by"));
        assertFalse(decided.getBoolean("pending"));
        assertEquals(
                "412 problem.changed",
                outcome(yann.put(organisation + "/decision", refused().put("register", "CLOSED"))));
        assertEquals(
                "REFUSED",
                yann.put(organisation + "/decision", refused())
                        .json()
                        .getJsonObject("decision")
                        .getString("decision"));
        assertEquals(
                0,
                yann.get("/desk/organisations")
                        .json()
                        .getJsonArray("organisations")
                        .size());
    }

    @Test
    void aPersonIsReadWithoutSecretsAndLearnsThatTheDeskHasLooked() {
        var read = yann.get(person);

        assertEquals(
                "Menuiserie Kervella",
                read.json().getJsonArray("organisations").getJsonObject(0).getString("name"));
        assertFalse(read.body().toString().contains("$chosen"));
        var events = signedIn(office.nolwenn.account()).get("/me/events").json();
        var consulted = events.getJsonArray("events").stream()
                .map(JsonObject.class::cast)
                .filter(event -> event.getString("event").equals("PERSON_CONSULTED"))
                .toList();
        assertEquals(1, consulted.size(), events::encode);
        assertFalse(consulted.get(0).encode().contains("Legoff"), "who looked stays with the authority");
        assertFalse(consulted.get(0).containsKey("address"));
    }

    @Test
    void aRequestToJoinIsRemindedOfAndDecided() {
        assertEquals(
                1,
                yann.get("/desk/join-requests")
                        .json()
                        .getJsonArray("joinRequests")
                        .size());
        assertEquals(
                new JsonArray().add("Nolwenn Kervella"), yann.get(join).json().getJsonArray("administrators"));
        assertTrue(yann.post(join + "/reminder").json().containsKey("remindedAt"));
        assertEquals("409 join.remindedToday", outcome(yann.post(join + "/reminder")));
        var approval = verdict("APPROVE").put("roles", new JsonArray().add("ADMINISTRATOR"));
        assertEquals("409 join.administratorsDecide", outcome(yann.put(join + "/decision", approval)));
        office.registry.rows.execute("UPDATE member SET state = 'DEACTIVATED'");
        assertEquals("409 join.noAdministrator", outcome(yann.post(join + "/reminder")));

        assertEquals("APPROVED", yann.put(join + "/decision", approval).json().getString("state"));
        assertEquals("409 join.decided", outcome(yann.put(join + "/decision", approval)));
    }

    @Test
    void forEverybodyButOperatorsNothingOfThisExists() {
        var administrator = signedIn(office.nolwenn.account());
        var stranger = signedIn(office.orders
                .stranger("lotte.jansen@cap.example", Role.ADMINISTRATOR)
                .account());
        var alone = signedIn(office.registry.activeAccount("soazig.tanguy@elsewhere.example"));
        for (var client : List.of(administrator, stranger, alone)) {
            for (var answer : calls(client)) {
                assertEquals("404 problem.notFound", outcome(answer), answer.target());
            }
        }
        for (var answer : calls(office.registry.portal.api())) {
            assertEquals(401, answer.status(), answer.target());
        }
        assertEquals(List.of("NOT_FOUND|"), office.registry.rows.query("SELECT state, decision FROM verification"));
        assertEquals(
                List.of("0"), office.registry.rows.query("SELECT count(*) FROM journal WHERE event LIKE '%CONSULTED'"));
        for (var answer : calls(yann)) {
            assertTrue(List.of(200, 409).contains(answer.status()), outcome(answer));
        }
    }

    @Test
    void outsideTheNetworksOfTheDeskThereIsNothing() {
        var closed = new DeskOffice(Vertx.vertx(), Map.of("desk.networks", "192.0.2.0/24"));
        var api = closed.registry.portal.api(closed.yann.account(), Kind.OPEN);

        for (var answer : calls(api)) {
            assertEquals(404, answer.status(), answer.target());
        }
        Await.done(closed.registry.portal.vertx.close());
    }

    private List<Exchange> calls(ApiClient client) {
        return List.of(
                client.get("/desk/search?search=kervella"),
                client.get("/desk/organisations"),
                client.get(organisation),
                client.put(organisation + "/decision", accepted()),
                client.get(person),
                client.get("/desk/join-requests"),
                client.get(join),
                client.post(join + "/reminder"),
                client.put(join + "/decision", verdict("REFUSE")));
    }

    @Test
    void badInputNamesItsField() {
        var decision = organisation + "/decision";
        var cases = Map.ofEntries(
                Map.entry("search", yann.get("/desk/search")),
                Map.entry("search ", yann.get("/desk/search?search=" + "x".repeat(101))),
                Map.entry("after", yann.get("/desk/organisations?after=nonsense")),
                Map.entry("limit", yann.get("/desk/organisations?limit=101")),
                Map.entry("after ", yann.get("/desk/join-requests?after=bm9uc2Vuc2U")),
                Map.entry("limit ", yann.get("/desk/join-requests?limit=0")),
                Map.entry("decision", yann.put(decision, new JsonObject())),
                Map.entry("decision ", yann.put(decision, accepted().put("decision", "PERHAPS"))),
                Map.entry("evidence", yann.put(decision, new JsonObject().put("decision", "ACCEPTED"))),
                Map.entry("evidence ", yann.put(decision, accepted().put("evidence", "x".repeat(501)))),
                Map.entry("reason", yann.put(decision, new JsonObject().put("decision", "REFUSED"))),
                Map.entry("reason ", yann.put(decision, refused().put("reason", "a\u0007b"))),
                Map.entry("register", yann.put(decision, accepted().put("register", "GONE"))),
                Map.entry("why", yann.put(decision, accepted().put("why", "x"))),
                Map.entry("decision  ", yann.put(join + "/decision", verdict("ACCEPTED"))),
                Map.entry("roles", yann.put(join + "/decision", verdict("APPROVE"))),
                Map.entry("reason  ", yann.put(join + "/decision", new JsonObject().put("decision", "REFUSE"))));
        cases.forEach((field, answer) -> {
            assertEquals(400, answer.status(), field);
            assertEquals(
                    field.strip(),
                    answer.json().getJsonArray("errors").getJsonObject(0).getString("field"));
        });
        assertEquals(List.of("NOT_FOUND|"), office.registry.rows.query("SELECT state, decision FROM verification"));
    }
}
