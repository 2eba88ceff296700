package eu.parvis.order;

import static eu.parvis.membership.Role.ADMINISTRATOR;
import static eu.parvis.membership.Role.CERTIFICATION_AGENT;
import static eu.parvis.membership.Role.TECHNICAL_CONTACT;
import static eu.parvis.membership.Role.USER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.api.ApiClient;
import eu.parvis.api.ContractCheck;
import eu.parvis.api.Exchange;
import eu.parvis.membership.Role;
import eu.parvis.request.Orders;
import eu.parvis.request.Requester;
import eu.parvis.session.SessionApi.Channel;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Certificates are ordered by the API, and each request is followed by those who may see it. */
@ExtendWith(VertxExtension.class)
class RequestApiTest {

    private Orders orders;
    private Requester mathis;
    private ApiClient api;

    @BeforeEach
    void aUserIsSignedIn(Vertx vertx) {
        orders = new Orders(vertx, OrderCapability.DESCRIPTOR);
        mathis = orders.member("mathis.kervella@kervella.example", USER);
        api = signedIn(mathis);
    }

    private ApiClient signedIn(Requester person) {
        return orders.registry.portal.api().language("en").bearer(orders.registry.token(person.account(), Channel.API));
    }

    private static JsonObject forMe() {
        return JsonObject.of("product", "ID_RGS_1", "holder", JsonObject.of("kind", "ME"), "durationMonths", 24);
    }

    private static JsonObject forServer(String name) {
        return JsonObject.of(
                "product", "SSL", "holder", JsonObject.of("kind", "SERVICE", "name", name), "durationMonths", 12);
    }

    private static JsonObject forPerson(String first, String last, String email) {
        var holder = JsonObject.of("kind", "PERSON", "firstName", first, "lastName", last, "email", email);
        return JsonObject.of("product", "ID_RGS_1", "holder", holder, "durationMonths", 12);
    }

    private static String path(Exchange made) {
        return "/requests/" + made.json().getString("id");
    }

    private static String tag(Exchange exchange) {
        return exchange.headers().get("ETag");
    }

    private static List<String> states(Exchange answer) {
        return answer.json().getJsonArray("timeline").stream()
                .map(step -> ((JsonObject) step).getString("phase") + " " + ((JsonObject) step).getString("state"))
                .toList();
    }

    // --- Catalogue ----------------------------------------------------------------------------------------------

    private static JsonObject product(Exchange catalogue, String code) {
        return catalogue.json().getJsonArray("products").stream()
                .map(JsonObject.class::cast)
                .filter(product -> product.getString("code").equals(code))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theCatalogueSaysWhatTheCallerMayOrderAndWhyTheRestIsNot() {
        var catalogue = api.get("/catalogue");

        var own = product(catalogue, "ID_RGS_1");
        assertTrue(own.getBoolean("orderable"));
        assertEquals(JsonArray.of("ME", "PERSON"), own.getJsonArray("holder"));
        assertEquals(JsonArray.of("ME"), own.getJsonArray("orderableFor"));
        assertFalse(own.containsKey("reason"));
        var server = product(catalogue, "SSL");
        assertFalse(server.getBoolean("orderable"));
        assertEquals(
                "You need one of these roles in your organisation: Technical contact. An administrator of the"
                        + " organisation can give it to you.",
                server.getString("reason"));
        assertEquals(
                "Proof of the organisation",
                server.getJsonArray("documents").getJsonObject(0).getString("name"));
        assertEquals(
                "Justificatif de l’organisation",
                product(api.language("fr").get("/catalogue"), "SSL")
                        .getJsonArray("documents")
                        .getJsonObject(0)
                        .getString("name"));
    }

    @Test
    void theExampleOfAProductIsAnAnswer() {
        var example = ContractCheck.document()
                .getJsonObject("components")
                .getJsonObject("schemas")
                .getJsonObject("Product")
                .getJsonArray("examples")
                .getJsonObject(0);
        var technician = signedIn(orders.member("bleuenn.kervella@kervella.example", TECHNICAL_CONTACT));

        assertEquals(example, product(technician.get("/catalogue"), example.getString("code")));
    }

    @Test
    void aPersonWithoutOrganisationOrdersWhatNeedsNone() {
        var alone = orders.registry.activeAccount("nora.seule@kervella.example");
        var client = orders.registry.portal.api().bearer(orders.registry.token(alone, Channel.API));

        assertTrue(product(client.get("/catalogue"), "CERTIFIO").getBoolean("orderable"));
        assertFalse(product(client.get("/catalogue"), "ID_RGS_1").getBoolean("orderable"));
        var made = client.post("/requests", forMe().put("product", "CERTIFIO").put("durationMonths", 12));
        assertEquals(201, made.status());
        assertFalse(made.json().containsKey("organisation"));
        assertEquals("request.notOrderable", client.post("/requests", forMe()).code());
    }

    // --- From the draft to the desk -----------------------------------------------------------------------------

    @Test
    void aDraftIsMadeChangedSubmittedAndListed() {
        var made = api.post("/requests", forMe().put("durationMonths", null));
        assertEquals(201, made.status());
        assertEquals(550_000, made.json().getInteger("number"));
        assertEquals("/api/v1" + path(made), made.headers().get("Location"));
        assertEquals(List.of("DOING DRAFT", "NEXT DOCUMENTS_MISSING", "NEXT IN_REVIEW", "NEXT ACCEPTED"), states(made));

        var missing = api.post(path(made) + "/submission");
        assertEquals("error.required", missing.codeAt("durationMonths"));
        var changed = api.patch(path(made), JsonObject.of("durationMonths", 36, "note", "Quimper"));
        assertEquals(36, changed.json().getInteger("durationMonths"));
        var submitted = api.post(path(made) + "/submission");

        assertEquals("DOCUMENTS_MISSING", submitted.json().getString("state"));
        assertEquals(JsonArray.of("HOLDER"), submitted.json().getJsonArray("waitsFor"));
        assertEquals("Quimper", submitted.json().getString("note"));
        assertEquals(
                List.of("IDENTITY MISSING", "MANDATE MISSING"),
                submitted.json().getJsonArray("documents").stream()
                        .map(one -> ((JsonObject) one).getString("kind") + " " + ((JsonObject) one).getString("state"))
                        .toList());
        assertEquals(
                List.of("DONE DRAFT", "DONE REGISTERED", "DOING DOCUMENTS_MISSING", "NEXT IN_REVIEW", "NEXT ACCEPTED"),
                states(submitted));
        assertEquals(submitted.json(), api.get(path(made)).json());
        var line = api.get("/requests").json().getJsonArray("requests").getJsonObject(0);
        assertEquals("Mathis Kervella", line.getString("holder"));
        assertEquals("Menuiserie Kervella, Quimper", line.getString("establishment"));
    }

    @Test
    void theUsualLengthOfAStateIsADuration() {
        var first = api.post("/requests", forMe());
        api.post(path(first) + "/submission");
        orders.registry.clock.advance(Duration.ofHours(31).plusMinutes(20));
        orders.receive(UUID.fromString(first.json().getString("id")), "IDENTITY", "RECEIVED");
        orders.receive(UUID.fromString(first.json().getString("id")), "MANDATE", "RECEIVED");
        signedIn(mathis).patch(path(first), JsonObject.of("note", "Quimper"));

        var second = signedIn(mathis).post("/requests", forMe());

        assertEquals(
                "PT31H20M",
                second.json().getJsonArray("timeline").stream()
                        .map(JsonObject.class::cast)
                        .filter(step -> step.getString("state").equals("DOCUMENTS_MISSING"))
                        .findFirst()
                        .orElseThrow()
                        .getString("usual"));
    }

    @Test
    void aRepeatedCallMakesOneRequest() {
        var client = api.idempotencyKey("once");
        var first = client.post("/requests", forMe());

        assertEquals(first.json(), client.post("/requests", forMe()).json());
        assertEquals(1, api.get("/requests").json().getJsonArray("requests").size());
        assertEquals(400, api.withoutIdempotencyKey().post("/requests", forMe()).status());
        assertEquals(
                "idempotency.reused",
                client.post("/requests", forMe().put("durationMonths", 12)).code());
    }

    @Test
    void aSubmissionAndADeletionMayBeRepeatedAfterALostAnswer() {
        var made = api.post("/requests", forMe());
        var seen = api.with("If-Match", tag(api.get(path(made))));
        var submitted = seen.post(path(made) + "/submission");
        orders.registry.rows.execute("UPDATE request SET state = 'IN_REVIEW'");

        assertEquals(200, seen.post(path(made) + "/submission").status());
        assertEquals("request.notEditable", api.delete(path(made)).code());
        orders.registry.rows.execute("UPDATE request SET state = 'DOCUMENTS_MISSING'");
        var present = api.with("If-Match", tag(submitted));
        assertEquals(204, present.delete(path(made)).status());
        assertEquals(204, present.delete(path(made)).status());
        assertEquals("request.notEditable", api.post(path(made) + "/submission").code());
    }

    @Test
    void aDeletedRequestIsListedOnlyWhereItsStateIsAskedFor() {
        var made = api.post("/requests", forMe());
        assertEquals(204, api.delete(path(made)).status());

        assertEquals(0, api.get("/requests").json().getJsonArray("requests").size());
        assertEquals(
                1,
                api.get("/requests?state=DRAFT&state=CANCELLED")
                        .json()
                        .getJsonArray("requests")
                        .size());
        assertEquals("CANCELLED", api.get(path(made)).json().getString("state"));
    }

    @Test
    void whatIsLeftOutStaysAndAnEmptyNoteRemovesIt() {
        var made = api.post("/requests", forMe().put("note", "Quimper"));

        var unchanged = api.patch(path(made), JsonObject.of("durationMonths", 12, "holder", null, "note", null));
        assertEquals("Quimper", unchanged.json().getString("note"));
        assertEquals("ME", unchanged.json().getJsonObject("holder").getString("kind"));
        var removed = api.patch(path(made), JsonObject.of("note", ""));
        assertFalse(removed.json().containsKey("note"));
        assertEquals(12, removed.json().getInteger("durationMonths"));
    }

    @Test
    void aDraftGetsAnotherProductAndASubmittedRequestDoesNot() {
        var made = api.post("/requests", forMe().put("durationMonths", 12));

        var changed = api.patch(path(made), JsonObject.of("product", "ID_RGS_2"));
        assertEquals("ID_RGS_2", changed.json().getString("product"));
        assertEquals("ME", changed.json().getJsonObject("holder").getString("kind"));
        assertEquals(
                "error.choice",
                api.patch(path(made), JsonObject.of("product", "NO_SUCH")).codeAt("product"));
        assertEquals(
                "request.notOrderable",
                api.patch(path(made), JsonObject.of("product", "SSL")).code());
        assertEquals(
                200, api.patch(path(made), JsonObject.of("durationMonths", 36)).status());
        assertEquals(200, api.post(path(made) + "/submission").status());
        var fixed = api.patch(path(made), JsonObject.of("product", "ID_RGS_1"));
        assertEquals("409 request.productFixed", fixed.status() + " " + fixed.code());
        assertEquals(
                200, api.patch(path(made), JsonObject.of("product", "ID_RGS_2")).status());
    }

    @Test
    void aChangeThatChangesNothingKeepsTheVersion() {
        var agent =
                signedIn(orders.member("aude.kervella@kervella.example", CERTIFICATION_AGENT, TECHNICAL_CONTACT, USER));
        var ewen = JsonObject.of(
                "kind", "PERSON", "firstName", "Ewen", "lastName", "Le Goff", "email", "ewen@kervella.example");
        for (var order : List.of(
                forMe().put("note", "Quimper"), forServer("www.kervella.example"), forMe().put("holder", ewen))) {
            var made = agent.post("/requests", order);
            assertEquals(201, made.status());
            var same = order.copy();
            same.remove("product");
            var seen = agent.get(path(made));
            for (var change : List.of(new JsonObject(), same)) {
                var unchanged = agent.patch(path(made), change);
                assertEquals(tag(seen) + " " + seen.json(), tag(unchanged) + " " + unchanged.json());
                assertEquals(
                        412,
                        agent.with("If-Match", "\"v0\"")
                                .patch(path(made), change)
                                .status());
            }
        }
        assertFalse(orders.registry.portal.journal().contains("REQUEST_CHANGED DONE"));
    }

    @Test
    void aChangeOfWhatTheCallerHasNotSeenIsRefusedWithThePresentTag() {
        var made = api.post("/requests", forMe());
        var seen = tag(api.get(path(made)));
        var present = tag(api.patch(path(made), JsonObject.of("durationMonths", 12)));

        for (var stale : List.of(seen, "W/" + present, "\"\"", "anything")) {
            var client = api.with("If-Match", stale);
            for (var refused : List.of(
                    client.patch(path(made), JsonObject.of("durationMonths", 36)),
                    client.post(path(made) + "/submission"),
                    client.delete(path(made)))) {
                assertEquals("412 problem.changed", refused.status() + " " + refused.code());
                assertEquals(present, tag(refused));
            }
        }
        assertEquals(12, api.get(path(made)).json().getInteger("durationMonths"));
        assertEquals(
                200,
                api.with("If-Match", present)
                        .patch(path(made), JsonObject.of("durationMonths", 36))
                        .status());
    }

    // --- Roles --------------------------------------------------------------------------------------------------

    @Test
    void nobodyOrdersByAChangeWhatTheRolesDoNotAllow() {
        var made = api.post("/requests", forMe());

        var refused = api.patch(
                path(made),
                JsonObject.of(
                        "holder",
                        JsonObject.of(
                                "kind",
                                "PERSON",
                                "firstName",
                                "Ewen",
                                "lastName",
                                "Le Goff",
                                "email",
                                "e@kervella.example")));

        assertEquals("403 request.notOrderable", refused.status() + " " + refused.code());
    }

    /** Who is asked for each operation: own, organisation's and foreign requests. */
    @Test
    void eachOperationIsForThoseWhoMayAndForNobodyElse() {
        var technician = orders.member("bleuenn.kervella@kervella.example", TECHNICAL_CONTACT);
        var outcomes = new ArrayList<String>();
        for (var other : people()) {
            var made = signedIn(technician).post("/requests", forServer("www.kervella.example"));
            var client = signedIn(other);
            outcomes.add(Stream.of(
                            client.get(path(made)),
                            client.patch(path(made), JsonObject.of("durationMonths", 24)),
                            client.post(path(made) + "/submission"),
                            client.post(path(made) + "/approvals", JsonObject.of("approved", true)),
                            client.delete(path(made)))
                    .map(answer -> answer.status() + (answer.status() == 404 ? answer.code() : ""))
                    .toList()
                    .toString());
        }
        var hidden = Collections.nCopies(5, "404problem.notFound").toString();
        var mine = "[200, 200, 200, 409, 204]";

        assertEquals(List.of(mine, mine, hidden, hidden, hidden, hidden, hidden, hidden), outcomes);
    }

    private List<Requester> people() {
        return List.of(
                orders.member("ada.kervella@kervella.example", ADMINISTRATOR),
                orders.member("aude.kervella@kervella.example", CERTIFICATION_AGENT),
                orders.member("luc.kervella@kervella.example", TECHNICAL_CONTACT),
                orders.member("lea.kervella@kervella.example", Role.LEGAL_REPRESENTATIVE),
                orders.member("bob.kervella@kervella.example", Role.BILLING_CONTACT),
                mathis,
                orders.stranger("eve.voile@voilerie.example", Role.values()),
                new Requester(
                        orders.registry.activeAccount("nora.seule@kervella.example"),
                        Optional.empty(),
                        List.of(),
                        "192.0.2.7"));
    }

    @Test
    void theHolderSeesASubmittedRequestAndDoesNotChangeIt() {
        var agent = orders.member("aude.kervella@kervella.example", CERTIFICATION_AGENT);
        var made = orders.order(agent, "ID_RGS_1", Orders.person("Mathis", "Kervella", "m@kervella.example"));
        var path = "/requests/" + made.request().id();
        orders.registry.rows.execute("UPDATE request SET holder_id = '" + mathis.account() + "'");
        assertEquals(404, api.get(path).status(), "a draft");

        orders.submit(agent, made.request().id());

        assertEquals(200, api.get(path).status());
        assertEquals("request.notYours", api.delete(path).code());
        assertEquals(
                "request.notYours",
                api.patch(path, JsonObject.of("note", "Quimper")).code());
        assertEquals("request.notYours", api.post(path + "/submission").code());
    }

    @Test
    void aRequestIsMadeForOneOfTheCallersOrganisations() {
        var other = orders.stranger("eve.voile@voilerie.example", ADMINISTRATOR)
                .organisation()
                .orElseThrow();
        var foreign = api.post("/requests", forMe().put("organisation", other.toString()));
        assertEquals("error.choice", foreign.codeAt("organisation"));

        orders.registry.clock.advance(Duration.ofMinutes(1));
        orders.registry.actor(other, mathis.account(), USER);
        var made = api.post("/requests", forMe().put("organisation", other.toString()));

        assertEquals(201, made.status());
        assertEquals(other.toString(), made.json().getString("organisation"));
        assertEquals(200, api.get(path(made)).status());
    }

    // --- Approvals ----------------------------------------------------------------------------------------------

    @Test
    void anApproverAnswersOnceAndSaysWhyNot() {
        var technician = orders.member("bleuenn.kervella@kervella.example", TECHNICAL_CONTACT);
        var director = signedIn(orders.member("lea.kervella@kervella.example", Role.LEGAL_REPRESENTATIVE));
        var seal = forServer("Factures").put("product", "CACHET");
        var made = signedIn(technician).post("/requests", seal);
        var submitted = signedIn(technician).post(path(made) + "/submission");
        assertEquals(JsonArray.of("APPROVERS"), submitted.json().getJsonArray("waitsFor"));
        assertEquals(
                JsonArray.of(JsonObject.of("role", "LEGAL_REPRESENTATIVE", "number", 1)),
                submitted.json().getJsonArray("missingApprovals"));

        var answers = path(made) + "/approvals";
        assertEquals("error.required", director.post(answers, new JsonObject()).codeAt("approved"));
        assertEquals(
                "error.type.boolean",
                director.post(answers, JsonObject.of("approved", "yes")).codeAt("approved"));
        assertEquals(
                "error.required",
                director.post(answers, JsonObject.of("approved", false, "note", " "))
                        .codeAt("note"));
        assertEquals(
                "request.notApprover",
                signedIn(technician)
                        .post(answers, JsonObject.of("approved", true))
                        .code());
        var stale = director.with("If-Match", tag(made) + "x").post(answers, JsonObject.of("approved", true));
        assertEquals("412 " + tag(submitted), stale.status() + " " + tag(stale));

        var approved = director.post(answers, JsonObject.of("approved", true));
        assertEquals("DOCUMENTS_MISSING", approved.json().getString("state"));
        assertEquals(
                approved.json(),
                director.post(answers, JsonObject.of("approved", true)).json());
        assertEquals(
                "request.notWaiting",
                director.post(answers, JsonObject.of("approved", false, "note", "No"))
                        .code());
    }

    @Test
    void whoOrderedSeesWhyAMemberDoesNotApproveAndAChangeAsksAgain() {
        var technician = signedIn(orders.member("bleuenn.kervella@kervella.example", TECHNICAL_CONTACT));
        var director = signedIn(orders.member("lea.kervella@kervella.example", Role.LEGAL_REPRESENTATIVE));
        var made = technician.post("/requests", forServer("Factures").put("product", "CACHET"));
        technician.post(path(made) + "/submission");
        assertEquals(true, line(director).getBoolean("approvable"));
        assertEquals(false, line(technician).getBoolean("approvable"));

        director.post(path(made) + "/approvals", JsonObject.of("approved", false, "note", "What for?"));

        var seen = technician.get(path(made)).json();
        var refused = seen.getJsonArray("approvals").getJsonObject(0);
        assertEquals("What for? false", refused.getString("note") + " " + refused.getBoolean("approved"));
        assertEquals("REGISTERED", seen.getString("state"));
        assertEquals(JsonArray.of("ORDERER"), seen.getJsonArray("waitsFor"));
        var changed = technician.patch(path(made), JsonObject.of("note", "Invoices"));
        assertEquals(JsonArray.of("APPROVERS"), changed.json().getJsonArray("waitsFor"));
    }

    private static JsonObject line(ApiClient api) {
        return api.get("/requests").json().getJsonArray("requests").getJsonObject(0);
    }

    // --- Holder -------------------------------------------------------------------------------------------------

    @Test
    void aHolderConfirmsCorrectsOrDeclines() {
        var agent = signedIn(orders.member("nolwenn.kervella@kervella.example", CERTIFICATION_AGENT));
        var holder = signedIn(orders.member("yann.riou@kervella.example", USER));
        var made = agent.post("/requests", forPerson("Yan", "Rioux", "yann.riou@kervella.example"));
        var answer = path(made) + "/confirmation";
        var confirmed = JsonObject.of("decision", "CONFIRMED", "firstName", "Yann", "lastName", "Riou");
        assertEquals(404, holder.put(answer, confirmed).status(), "a draft");
        var draft = tag(agent.get(path(made)));
        agent.post(path(made) + "/submission");

        assertEquals("request.notHolder", agent.put(answer, confirmed).code());
        assertEquals("error.required", holder.put(answer, new JsonObject()).codeAt("decision"));
        assertEquals(
                "error.choice",
                holder.put(answer, JsonObject.of("decision", "APPROVED")).codeAt("decision"));
        assertEquals(
                "error.notHere",
                holder.put(answer, confirmed.copy().put("reason", "No")).codeAt("reason"));
        assertEquals(
                "error.notHere",
                holder.put(answer, confirmed.copy().put("decision", "DECLINED")).codeAt("firstName"));
        var stale = holder.with("If-Match", draft).put(answer, confirmed);
        assertEquals("412 " + tag(agent.get(path(made))), stale.status() + " " + tag(stale));

        var corrected = holder.put(answer, confirmed);
        assertEquals("Yan Rioux", corrected.json().getJsonObject("holder").getString("orderedName"));
        assertEquals(
                "Riou", agent.get(path(made)).json().getJsonObject("holder").getString("lastName"));
        assertEquals(corrected.json(), holder.put(answer, confirmed).json(), "repeated");
        var declined = JsonObject.of("decision", "DECLINED", "reason", "I do not sign");
        var answered = holder.put(answer, declined);
        assertEquals(
                "I do not sign",
                answered.json()
                        .getJsonObject("holder")
                        .getJsonObject("declined")
                        .getString("reason"));
        assertEquals(tag(answered), tag(holder.put(answer, declined)), "repeated");
    }

    // --- List ---------------------------------------------------------------------------------------------------

    @Test
    void aWrongParameterOfTheListIsNamed() {
        for (var wrong : List.of(
                "state=KING",
                "state=",
                "sort=oldest",
                "limit=0",
                "limit=101",
                "limit=x",
                "after=x",
                "after=%00",
                "search=" + "x".repeat(101))) {
            var refused = api.get("/requests?" + wrong);
            assertEquals(400, refused.status(), wrong);
            assertEquals(
                    List.of(wrong.substring(0, wrong.indexOf('='))),
                    refused.json().getJsonArray("errors").stream()
                            .map(error -> ((JsonObject) error).getString("field"))
                            .toList());
        }
        assertEquals(
                200, api.get("/requests?search=%25%F0%9F%90%93&colour=blue").status());
    }
}
