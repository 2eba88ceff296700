package eu.parvis.order;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.Await;
import eu.parvis.api.ApiClient;
import eu.parvis.desk.DeskCapability;
import eu.parvis.document.DocumentCapability;
import eu.parvis.document.Files;
import eu.parvis.membership.Role;
import eu.parvis.request.Orders;
import eu.parvis.request.Requester;
import eu.parvis.session.SessionApi.Kind;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An operator reads the bytes of a document that a customer has handed in. */
class DeskDocumentTest {

    private final byte[] file = Files.pdf(300_000);
    private Orders orders;
    private Requester customer;
    private UUID request;
    private UUID operator;

    @BeforeEach
    void open() {
        orders = new Orders(
                Vertx.vertx(), DocumentCapability.DESCRIPTOR, OrderCapability.DESCRIPTOR, DeskCapability.DESCRIPTOR);
        customer = orders.member("mathis.kervella@kervella.example", Role.USER);
        operator = orders.registry.activeAccount("yann.legoff@authority.example");
        orders.registry.rows.execute("UPDATE account SET operator = true WHERE id = '" + operator + "'");
        request = orders.order(customer, "ID_RGS_1", Orders.me()).request().id();
        var program = api(customer.account()).with("Content-Type", "application/octet-stream");
        Await.done(program.send(HttpMethod.PUT, "/requests/" + request + "/documents/IDENTITY", Buffer.buffer(file)));
    }

    @AfterEach
    void close() {
        Await.done(orders.registry.portal.vertx.close());
    }

    private ApiClient api(UUID account) {
        return orders.registry.portal.api(account, Kind.OPEN);
    }

    private String path(String kind) {
        return "/desk/requests/" + request + "/documents/" + kind;
    }

    @Test
    void theBytesAreAnAttachmentAndTheJournalSaysWhoOpenedThem() {
        orders.submit(customer, request);

        var read = api(operator).get(path("IDENTITY"));

        assertEquals(200, read.status());
        assertArrayEquals(file, read.body().getBytes());
        assertEquals("application/pdf", read.headers().get("Content-Type"));
        assertEquals("nosniff", read.headers().get("X-Content-Type-Options"));
        assertTrue(read.headers().get("Content-Disposition").startsWith("attachment"));
        assertEquals(List.of(operator + "|IDENTITY"), opened());
        orders.registry.portal.browser(operator, Kind.OPEN).get(path("IDENTITY"));
        assertEquals(2, opened().size(), "the page of the desk as well");
    }

    private List<String> opened() {
        return orders.registry.rows.query(
                "SELECT account_id, detail ->> 'document' FROM journal WHERE event = 'DOCUMENT_OPENED'");
    }

    @Test
    void draftsMissingDocumentsAndCustomersGetNothing() {
        assertEquals(404, api(operator).get(path("IDENTITY")).status(), "a draft");
        orders.submit(customer, request);

        assertEquals(404, api(operator).get(path("MANDATE")).status());
        assertEquals(404, api(operator).get(path("NOTHING")).status());
        assertEquals(404, api(customer.account()).get(path("IDENTITY")).status());
        assertEquals(401, orders.registry.portal.api().get(path("IDENTITY")).status());
        assertEquals(List.of(), opened());
    }
}
