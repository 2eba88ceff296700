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

    @Test
    void aRefusedDocumentIsReplacedAloneAndTheRequestIsAccepted() {
        var made = customer.post(
                "/requests",
                JsonObject.of("product", "ID_RGS_1", "holder", JsonObject.of("kind", "ME"), "durationMonths", 12));
        assertEquals(201, made.status());
        var path = "/requests/" + made.json().getString("id");
        handIn(path + "/documents/IDENTITY", Files.png());
        handIn(path + "/documents/MANDATE", Files.pdf());
        assertEquals("IN_REVIEW", customer.post(path + "/submission").json().getString("state"));

        var desk = "/desk" + path;
        operator.post(desk + "/claim");
        operator.put(desk + "/documents/MANDATE/decision", accepted());
        operator.put(desk + "/documents/IDENTITY/decision", JsonObject.of("decision", "REFUSED", "reason", "EXPIRED"));
        assertEquals("DOCUMENTS_MISSING", customer.get(path).json().getString("state"));

        var replaced = handIn(path + "/documents/IDENTITY", Files.jpeg());
        assertEquals("IN_REVIEW", replaced.json().getString("requestState"));
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
                List.of("IDENTITY|REPLACED", "IDENTITY|ACCEPTED", "MANDATE|ACCEPTED"),
                orders.registry.rows.query(
                        "SELECT kind, state FROM request_document ORDER BY kind, uploaded_at, state DESC"));
        assertEquals(
                List.of("request-received", "request-document-refused", "request-accepted"),
                orders.registry.rows.query(
                        "SELECT occasion FROM mail WHERE occasion LIKE 'request-%' ORDER BY created_at,"
                                + " occasion = 'request-accepted', occasion = 'request-document-refused'"));
    }
}
