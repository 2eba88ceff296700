package eu.parvis.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import eu.parvis.Await;
import eu.parvis.api.ApiClient;
import eu.parvis.api.Exchange;
import eu.parvis.document.DocumentCapability;
import eu.parvis.document.Files;
import eu.parvis.membership.Role;
import eu.parvis.order.OrderCapability;
import eu.parvis.request.Orders;
import eu.parvis.session.SessionApi.Kind;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From the order to the accepted request, by the API alone. */
class DeskJourneyTest {

    private Orders orders;
    private ApiClient customer;
    private ApiClient operator;

    @BeforeEach
    void open() {
        orders = new Orders(
                Vertx.vertx(), DocumentCapability.DESCRIPTOR, OrderCapability.DESCRIPTOR, DeskCapability.DESCRIPTOR);
        var mathis = orders.member("mathis.kervella@kervella.example", Role.USER);
        customer = orders.registry.portal.api(mathis.account(), Kind.OPEN);
        var yann = orders.registry.activeAccount("yann.legoff@authority.example");
        orders.registry.rows.execute("UPDATE account SET operator = true WHERE id = '" + yann + "'");
        operator = orders.registry.portal.api(yann, Kind.OPEN);
    }

    @AfterEach
    void close() {
        Await.done(orders.registry.portal.vertx.close());
    }

    private Exchange handIn(String path, byte[] file) {
        return Await.done(customer.with("Content-Type", "application/octet-stream")
                .send(HttpMethod.PUT, path, Buffer.buffer(file)));
    }

    private static JsonObject accepted() {
        return JsonObject.of("decision", "ACCEPTED");
    }

    private static JsonObject check(String method) {
        return JsonObject.of("method", method, "evidence", "In the file", "checkedOn", "2026-11-20");
    }

    private String path;
    private String desk;

    @Test
    void fromTheCatalogueToTheAcceptedRequest() {
        isOrderable("ID_RGS_1");
        isOrderedOnce();
        isChangedByThoseWhoHaveSeenIt();
        isSubmittedWithItsDocuments();
        isFoundInTheList();
        oneDocumentIsRefusedAndReplacedAlone();
        isAccepted();
        isKeptOnPaper();

        assertEquals(
                List.of("IDENTITY|REPLACED", "IDENTITY|ACCEPTED", "MANDATE|ACCEPTED"),
                orders.registry.rows.query(
                        "SELECT kind, state FROM request_document ORDER BY kind, uploaded_at, state DESC"));
        assertEquals(
                List.of("request-received", "request-document-refused", "request-accepted"),
                orders.registry.rows.query(
                        "SELECT occasion FROM mail WHERE occasion LIKE 'request-%' ORDER BY created_at,"
                                + " occasion = 'request-accepted', occasion = 'request-document-refused'"));
    }

    private void isOrderable(String product) {
        assertEquals(
                List.of(true),
                customer.get("/catalogue").json().getJsonArray("products").stream()
                        .map(JsonObject.class::cast)
                        .filter(one -> one.getString("code").equals(product))
                        .map(one -> one.getBoolean("orderable"))
                        .toList());
    }

    private void isOrderedOnce() {
        var client = customer.idempotencyKey("order-7");
        var order = JsonObject.of("product", "ID_RGS_1", "holder", JsonObject.of("kind", "ME"));
        var made = client.post("/requests", order);
        assertEquals(201, made.status());
        assertEquals(made.json(), client.post("/requests", order).json());
        path = "/requests/" + made.json().getString("id");
        desk = "/desk" + path;
        assertEquals(404, operator.get(desk).status(), "a draft");
    }

    private void isChangedByThoseWhoHaveSeenIt() {
        var first = seeing(customer.get(path));
        assertEquals("error.required", first.post(path + "/submission").codeAt("durationMonths"));
        assertEquals(200, first.patch(path, JsonObject.of("durationMonths", 12)).status());
        assertEquals(412, first.patch(path, JsonObject.of("durationMonths", 24)).status());
    }

    private ApiClient seeing(Exchange shown) {
        return customer.with("If-Match", shown.headers().get("ETag"));
    }

    private void isSubmittedWithItsDocuments() {
        assertEquals(201, handIn(path + "/documents/IDENTITY", Files.png()).status());
        assertEquals(201, handIn(path + "/documents/MANDATE", Files.pdf()).status());
        var submitted = seeing(customer.get(path)).post(path + "/submission");
        assertEquals("IN_REVIEW", submitted.json().getString("state"));
        assertEquals(submitted.json(), customer.post(path + "/submission").json());
        assertEquals(
                "request.documentsClosed",
                handIn(path + "/documents/IDENTITY", Files.jpeg()).code());
    }

    private void isFoundInTheList() {
        for (var found : List.of("", "?search=quimper", "?search=550000", "?state=IN_REVIEW&sort=HOLDER")) {
            assertEquals(1, lines("/requests" + found), found);
        }
        for (var hidden : List.of("?state=DRAFT", "?search=brest")) {
            assertEquals(0, lines("/requests" + hidden), hidden);
        }
    }

    private int lines(String list) {
        return customer.get(list).json().getJsonArray("requests").size();
    }

    private void oneDocumentIsRefusedAndReplacedAlone() {
        assertEquals(200, operator.post(desk + "/claim").status());
        assertEquals(
                200,
                operator.put(desk + "/documents/MANDATE/decision", accepted()).status());
        var refusal = JsonObject.of("decision", "REFUSED", "reason", "EXPIRED");
        assertEquals(
                200,
                operator.put(desk + "/documents/IDENTITY/decision", refusal).status());
        var asked = customer.get(path);
        assertEquals("DOCUMENTS_MISSING", asked.json().getString("state"));
        assertEquals(
                "EXPIRED",
                asked.json()
                        .getJsonArray("documents")
                        .getJsonObject(0)
                        .getJsonObject("refusal")
                        .getString("code"));
        assertEquals(
                "request.documentAccepted",
                handIn(path + "/documents/MANDATE", Files.jpeg()).code());
        assertEquals(
                "IN_REVIEW",
                handIn(path + "/documents/IDENTITY", Files.jpeg()).json().getString("requestState"));
    }

    private void isAccepted() {
        operator.put(desk + "/documents/IDENTITY/decision", accepted());
        assertEquals(
                "desk.validationsOpen",
                operator.put(desk + "/decision", accepted()).code());
        operator.put(desk + "/validations/ORGANISATION", check("OFFICIAL_REGISTER"));
        operator.put(desk + "/validations/MAILBOX", check("MAIL_RANDOM_VALUE"));
        operator.put(desk + "/validations/PERSON", check("QUALIFIED_SIGNATURE"));
        assertEquals(
                "ACCEPTED", operator.put(desk + "/decision", accepted()).json().getString("state"));
        assertEquals("ACCEPTED", customer.get(path).json().getString("state"));
        assertEquals(
                "request.notEditable", seeing(customer.get(path)).delete(path).code());
    }

    private void isKeptOnPaper() {
        var file = customer.get(path + "/pdf");
        assertEquals(200, file.status());
        assertEquals("%PDF-", file.body().getString(0, 5));
    }

    @Test
    void aRequestThatIsDeletedKeepsItsNumberAndIsListedWhereItsStateIsAskedFor() {
        var made = customer.post(
                "/requests",
                JsonObject.of("product", "ID_RGS_1", "holder", JsonObject.of("kind", "ME"), "durationMonths", 12));
        path = "/requests/" + made.json().getString("id");
        var seen = seeing(customer.get(path));
        seen.post(path + "/submission");

        assertEquals(412, seen.delete(path).status());
        assertEquals(204, seeing(customer.get(path)).delete(path).status());
        assertEquals(0, lines("/requests"));
        assertEquals(1, lines("/requests?state=CANCELLED"));
        assertEquals(made.json().getInteger("number"), customer.get(path).json().getInteger("number"));
    }
}
