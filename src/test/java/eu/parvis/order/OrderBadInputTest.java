package eu.parvis.order;

import static eu.parvis.badinput.FieldRule.optional;
import static eu.parvis.badinput.FieldRule.required;
import static eu.parvis.badinput.NastyValue.ALL;
import static eu.parvis.badinput.NastyValue.NO_NAME;
import static eu.parvis.badinput.NastyValue.NO_TEXT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import eu.parvis.Await;
import eu.parvis.api.ApiClient;
import eu.parvis.api.Exchange;
import eu.parvis.badinput.ApiTrial;
import eu.parvis.badinput.NastyValue;
import eu.parvis.document.DocumentCapability;
import eu.parvis.document.Files;
import eu.parvis.http.Input;
import eu.parvis.membership.Role;
import eu.parvis.request.Orders;
import eu.parvis.request.Requester;
import eu.parvis.session.SessionApi.Channel;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Nasty values in orders: each is refused at its field, or stored as text. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrderBadInputTest {

    /** The test's own reading of the contract takes no control characters, and the contract no blanks. */
    private static final Set<NastyValue> IN_QUERY = NastyValue.IN_ADDRESS.stream()
            .filter(value -> !Set.of(NastyValue.LINE_BREAKS, NastyValue.NUL, NastyValue.BLANKS)
                    .contains(value))
            .collect(Collectors.toSet());

    private ApiClient api;
    private ApiClient technician;

    @BeforeAll
    void aPersonWithEveryRoleIsSignedIn(Vertx vertx) {
        var orders = new Orders(vertx, DocumentCapability.DESCRIPTOR, OrderCapability.DESCRIPTOR);
        api = signedIn(orders, orders.member("ada.kervella@kervella.example", Role.values()));
        technician = signedIn(orders, orders.member("bleuenn.kervella@kervella.example", Role.TECHNICAL_CONTACT));
    }

    private static ApiClient signedIn(Orders orders, Requester person) {
        return orders.registry.portal.api().bearer(orders.registry.token(person.account(), Channel.API));
    }

    private static JsonObject server() {
        return JsonObject.of(
                "product",
                "SSL",
                "holder",
                JsonObject.of("kind", "SERVICE", "name", "www.kervella.example"),
                "note",
                "Quimper");
    }

    private static JsonObject person() {
        return JsonObject.of(
                "product",
                "ID_RGS_1",
                "holder",
                JsonObject.of(
                        "kind",
                        "PERSON",
                        "firstName",
                        "Ewen",
                        "lastName",
                        "Le Goff",
                        "email",
                        "ewen@kervella.example"));
    }

    private Exchange create(Buffer body) {
        return Await.done(api.send(HttpMethod.POST, "/requests", body));
    }

    private static void read(Input in) {
        OrderInput.product(in);
        OrderInput.organisation(in);
        OrderInput.holder(in.object("holder"));
        OrderInput.months(in);
        OrderInput.note(in);
        in.end();
    }

    @TestFactory
    Stream<DynamicContainer> theCallThatOrdersForAServer() {
        var rules = List.of(
                required("product", ALL),
                required("holder.kind", ALL),
                optional("holder.name", NO_TEXT),
                optional("note", NO_TEXT));
        return new ApiTrial(this::create, server(), rules, 201)
                .readBy(OrderBadInputTest::read, "product")
                .tests();
    }

    @TestFactory
    Stream<DynamicContainer> theCallThatOrdersForAPerson() {
        var rules = List.of(
                required("holder.firstName", NO_NAME),
                required("holder.lastName", NO_NAME),
                required("holder.email", ALL));
        return new ApiTrial(this::create, person(), rules, 201)
                .readBy(OrderBadInputTest::read)
                .tests();
    }

    @Test
    void aDurationIsAWholeNumberOfTheProduct() {
        for (var wrong :
                List.<Object>of("12", "", "x", 12.5, true, new JsonObject(), new JsonArray(), 1e300, -12, 0, 13)) {
            var refused = create(server().put("durationMonths", wrong).toBuffer());
            assertEquals(400, refused.status(), wrong::toString);
            assertEquals(
                    wrong instanceof Integer ? "error.choice" : "error.type.number", refused.codeAt("durationMonths"));
        }
        assertEquals(
                201, create(server().put("durationMonths", 12.0).toBuffer()).status());
        assertEquals(
                201, create(server().put("durationMonths", null).toBuffer()).status());
    }

    @Test
    void anOrganisationThatIsNoneOfTheCallersIsRefusedAtItsField() {
        for (var value : NastyValue.values()) {
            var answer = create(server().put("organisation", value.text).toBuffer());
            assertEquals(
                    value.text.isBlank() ? "201" : "400 error.choice",
                    answer.status() + (answer.status() == 201 ? "" : " " + answer.codeAt("organisation")),
                    value.name());
        }
    }

    @Test
    void aFieldOfAnotherKindOfHolderIsRefused() {
        for (var field : List.of("firstName", "lastName", "email")) {
            var body = server();
            body.getJsonObject("holder").put(field, "Ewen");
            assertEquals("error.notHere", create(body.toBuffer()).codeAt("holder." + field));
        }
        var body = person();
        body.getJsonObject("holder").put("name", "www.kervella.example");
        assertEquals("error.notHere", create(body.toBuffer()).codeAt("holder.name"));
    }

    @Test
    void aHolderThatIsNoObjectIsRefused() {
        for (var wrong : List.<Object>of("ME", 7, true, new JsonArray())) {
            assertEquals(
                    "error.type.object",
                    create(server().put("holder", wrong).toBuffer()).codeAt("holder"));
        }
    }

    @TestFactory
    Stream<DynamicContainer> theCallThatChangesADraft() {
        var path = "/requests/" + create(server().toBuffer()).json().getString("id");
        var rules = List.of(
                optional("product", ALL),
                required("holder.kind", ALL),
                optional("holder.name", NO_TEXT),
                optional("note", NO_TEXT));
        return new ApiTrial(body -> Await.done(api.send(HttpMethod.PATCH, path, body)), server(), rules, 200).tests();
    }

    @TestFactory
    Stream<DynamicContainer> theCallThatRefusesAnApproval() {
        var rules = List.of(required("note", NO_TEXT));
        return new ApiTrial(this::approve, JsonObject.of("approved", false, "note", "Non"), rules, 200).tests();
    }

    private Exchange approve(Buffer body) {
        var seal = server().put("product", "CACHET").put("durationMonths", 12);
        var path = "/requests/" + technician.post("/requests", seal).json().getString("id");
        technician.post(path + "/submission");
        return Await.done(api.send(HttpMethod.POST, path + "/approvals", body));
    }

    @Test
    void anApprovalIsTrueOrFalse() {
        var absent = approve(new JsonObject().put("note", "Non").toBuffer());
        assertEquals("error.required", absent.codeAt("approved"));
        for (var wrong : List.<Object>of("", "true", 1, new JsonObject(), new JsonArray())) {
            var refused = approve(JsonObject.of("approved", wrong).toBuffer());
            assertEquals("400 error.type.boolean", refused.status() + " " + refused.codeAt("approved"));
        }
        assertEquals(
                "error.required",
                approve(new JsonObject().putNull("approved").toBuffer()).codeAt("approved"));
    }

    @Test
    void aChangedDurationIsAWholeNumberOfTheProduct() {
        var path = "/requests/" + create(server().toBuffer()).json().getString("id");
        for (var wrong : List.<Object>of("12", "", true, 12.5, new JsonObject(), new JsonArray(), 1e300, -12, 0, 13)) {
            var refused = api.patch(path, JsonObject.of("durationMonths", wrong));
            assertEquals(List.of("durationMonths"), refused.wrongFields(), wrong::toString);
        }
    }

    @Test
    void aNameOfAFileIsCleanedAndAKindThatIsNotAskedForIsNotFound() {
        var path = "/requests/" + create(person().toBuffer()).json().getString("id") + "/documents/";
        for (var value : NastyValue.values()) {
            var encoded = URLEncoder.encode(value.text, StandardCharsets.UTF_8).replace("+", "%20");
            var named = api.with("Content-Disposition", "attachment; filename*=UTF-8''" + encoded);
            if (value != NastyValue.TEN_THOUSAND_LETTERS) {
                var stored = put(named, path + "IDENTITY").json().getJsonObject("document");
                assertFalse(stored.getString("fileName").isBlank(), value::toString);
                assertFalse(stored.getString("fileName").matches("(?s).*[\\p{Cc}\u202e/].*"), value::toString);
            }
            if (NastyValue.IN_ADDRESS.contains(value)) {
                assertEquals(404, put(api, path + encoded).status(), value::toString);
            }
        }
    }

    private static Exchange put(ApiClient client, String path) {
        return Await.done(client.with("Content-Type", "application/octet-stream")
                .send(HttpMethod.PUT, path, Buffer.buffer(Files.pdf())));
    }

    @Test
    void aParameterOfTheListIsTakenOrNamed() {
        for (var parameter : List.of("organisation", "state", "search", "sort", "after", "limit")) {
            for (var value : IN_QUERY) {
                var answer =
                        api.get("/requests?" + parameter + "=" + URLEncoder.encode(value.text, StandardCharsets.UTF_8));
                assertEquals(
                        answer.status() == 200 ? List.of() : List.of(parameter),
                        answer.status() == 200 ? List.of() : answer.wrongFields(),
                        parameter + " " + value);
            }
        }
    }

    @Test
    void aChangeIsReadAsStrictlyAsAnOrder() {
        var path = "/requests/" + create(server().toBuffer()).json().getString("id");
        for (var wrong : List.<Object>of("ME", 7, true, new JsonArray())) {
            assertEquals("error.type.object", change(path, wrong).codeAt("holder"));
        }
        assertEquals("error.required", change(path, new JsonObject()).codeAt("holder.kind"));
        assertEquals(
                "error.choice", change(path, JsonObject.of("kind", "NOBODY")).codeAt("holder.kind"));
    }

    private Exchange change(String path, Object holder) {
        return api.patch(path, JsonObject.of("holder", holder));
    }
}
