package eu.parvis.order;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.Await;
import eu.parvis.api.ApiClient;
import eu.parvis.api.Exchange;
import eu.parvis.document.DocumentApi;
import eu.parvis.document.DocumentCapability;
import eu.parvis.document.DocumentSettings.Store;
import eu.parvis.document.FakeS3;
import eu.parvis.document.Files;
import eu.parvis.document.Sweep;
import eu.parvis.membership.Role;
import eu.parvis.request.Orders;
import eu.parvis.request.Requester;
import eu.parvis.session.SessionApi.Kind;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Supporting documents by the API: handed in, replaced, refused, listed and read again. */
@ParameterizedClass
@EnumSource(Store.class)
class DocumentApiRoutesTest {

    @Parameter
    Store store;

    private FakeS3 s3;
    private Orders orders;
    private Requester user;
    private UUID request;
    private ApiClient api;

    @BeforeEach
    void open() {
        var vertx = Vertx.vertx();
        s3 = new FakeS3(vertx);
        orders = new Orders(vertx, s3.settings(store), DocumentCapability.DESCRIPTOR, OrderCapability.DESCRIPTOR);
        user = orders.member("mathis.kervella@kervella.example", Role.USER);
        request = orders.order(user, "ID_RGS_1", Orders.me()).request().id();
        api = api(user);
    }

    @AfterEach
    void close() {
        Await.done(orders.registry.portal.vertx.close());
    }

    private ApiClient api(Requester person) {
        return orders.registry.portal.api(person.account(), Kind.OPEN).with("Content-Type", "application/octet-stream");
    }

    private String path(String kind) {
        return "/requests/" + request + "/documents/" + kind;
    }

    private Exchange put(ApiClient client, String kind, byte[] file) {
        return Await.done(client.send(HttpMethod.PUT, path(kind), Buffer.buffer(file)));
    }

    private List<String> rows() {
        return orders.registry.rows.query(
                "SELECT kind || ' ' || state FROM request_document ORDER BY uploaded_at, state DESC");
    }

    private List<String> stored() {
        return orders.registry.rows.query(
                "SELECT state || ' ' || (SELECT coalesce(sum(length(bytes)), 0) FROM document_chunk WHERE document_id = id)"
                        + " + (SELECT coalesce(sum(size), 0) FROM document_object WHERE document_id = id)"
                        + " FROM document ORDER BY changed_at, state");
    }

    @Test
    void aDocumentIsHandedInListedAndReadAgain() {
        var file = Files.pdf(300_000);

        var answer = put(
                api.with(
                        "Content-Disposition", "attachment; filename*=UTF-8''c%3A%5Cdossier%5Cpi%C3%A8ce%E2%80%AE.pdf"),
                "IDENTITY",
                file);

        assertEquals(201, answer.status(), answer::toString);
        var document = answer.json().getJsonObject("document");
        assertEquals("pièce.pdf", document.getString("fileName"));
        assertEquals("application/pdf", document.getString("mediaType"));
        assertEquals(300_000, document.getInteger("size"));
        assertEquals("NOT_SCANNED", document.getString("scan"));
        assertEquals("DRAFT", answer.json().getString("requestState"));
        var listed = api.get("/requests/" + request + "/documents").json().getJsonArray("items");
        assertEquals(document, listed.getJsonObject(0).getJsonObject("document"));
        assertEquals("MANDATE", listed.getJsonObject(1).getString("kind"));
        assertEquals(null, listed.getJsonObject(1).getJsonObject("document"));
        var read = api.get(path("IDENTITY"));
        assertArrayEquals(file, read.body().getBytes());
        assertEquals("application/pdf", read.headers().get("Content-Type"));
        assertEquals("nosniff", read.headers().get("X-Content-Type-Options"));
        assertEquals("sandbox; default-src 'none'", read.headers().get("Content-Security-Policy"));
        assertEquals(
                "attachment; filename=\"pi_ce.pdf\"; filename*=UTF-8''pi%C3%A8ce.pdf",
                read.headers().get("Content-Disposition"));
        assertTrue(orders.registry.portal.journal().contains("DOCUMENT_HANDED_IN DONE"));
    }

    @Test
    void theLastRequiredDocumentSendsTheRequestToTheDesk() {
        orders.submit(user, request);

        assertEquals(
                "DOCUMENTS_MISSING", put(api, "IDENTITY", Files.png()).json().getString("requestState"));
        assertEquals("IN_REVIEW", put(api, "MANDATE", Files.jpeg()).json().getString("requestState"));
        var late = put(api, "MANDATE", Files.pdf());
        assertEquals(409, late.status());
        assertEquals("request.documentsClosed", late.code());
    }

    @Test
    void aRefusedDocumentIsReplacedAloneAndItsBytesAreDeleted() {
        put(api, "IDENTITY", Files.png());
        put(api, "MANDATE", Files.jpeg());
        orders.submit(user, request);
        orders.registry.rows.execute("UPDATE request_document SET state = 'REFUSED', decided_at = now(),"
                + " refusal_text = 'Illisible.' WHERE kind = 'IDENTITY'");
        orders.registry.rows.execute(
                "UPDATE request_document SET state = 'ACCEPTED', decided_at = now() WHERE kind = 'MANDATE'");
        orders.registry.rows.execute("UPDATE request SET state = 'DOCUMENTS_MISSING'");
        var listed = api.get("/requests/" + request + "/documents").json().getJsonArray("items");
        assertEquals(
                "Illisible.", listed.getJsonObject(0).getJsonObject("document").getString("reason"));

        assertEquals(
                "request.documentAccepted", put(api, "MANDATE", Files.pdf()).code());
        assertEquals("IN_REVIEW", put(api, "IDENTITY", Files.pdf()).json().getString("requestState"));

        assertEquals(List.of("IDENTITY REPLACED", "MANDATE ACCEPTED", "IDENTITY RECEIVED"), sorted(rows()));
        assertEquals(
                1, stored().stream().filter(row -> row.startsWith("DISCARDED")).count(), stored()::toString);
    }

    private static List<String> sorted(List<String> rows) {
        return List.of("IDENTITY REPLACED", "MANDATE ACCEPTED", "IDENTITY RECEIVED").stream()
                .filter(rows::contains)
                .toList();
    }

    @Test
    void theSameBytesTwiceAreOneDocument() {
        var first = put(api, "IDENTITY", Files.pdf());
        var second = put(api, "IDENTITY", Files.pdf());

        assertEquals(first.json(), second.json());
        assertEquals(List.of("IDENTITY RECEIVED"), rows());
    }

    @Test
    void whatIsNoDocumentIsRefusedWithTheReasonAndLeavesNothing() {
        assertRefused("error.document.type", Files.bytes("GIF89a"));
        assertRefused("error.document.archive", Files.zip());
        assertRefused("error.document.heic", Files.heic());
        assertRefused("error.document.mixed", Files.joined(Files.pdf(), Files.bytes("<script>")));
        assertRefused("error.document.truncated", Files.half(Files.jpeg()));
        assertRefused("error.document.empty", new byte[0]);
        assertRefused("error.document.tooLarge", Files.pdf(DocumentApi.MOST + 1));

        assertEquals(List.of(), rows());
        orders.registry.clock.advance(Duration.ofMinutes(16));
        Sweep.run(orders.registry.portal.vertx, orders.registry.portal.foundation);
        assertEquals(List.of(), stored());
        assertEquals(Map.of(), s3.objects);
        assertEquals(201, put(api, "IDENTITY", Files.pdf(DocumentApi.MOST)).status());
    }

    private void assertRefused(String code, byte[] file) {
        var answer = put(api, "IDENTITY", file);
        assertEquals(400, answer.status(), answer::toString);
        assertEquals(code, answer.codeAt("document"));
    }

    @Test
    void theDocumentsOfARequestHaveALimitTogether() {
        put(api, "IDENTITY", Files.pdf());
        orders.registry.rows.execute("UPDATE request_document SET size = 52428800 - 999");

        var refused = put(api, "MANDATE", Files.pdf(1_000));

        assertEquals("error.document.together", refused.codeAt("document"));
        assertEquals(List.of("IDENTITY RECEIVED"), rows());
        assertEquals(201, put(api, "MANDATE", Files.pdf(999)).status());
    }

    @Test
    void whoDoesNotSeeTheRequestNeitherHandsInNorReads() {
        put(api, "IDENTITY", Files.pdf());
        var others = List.of(
                orders.stranger("eve.voile@voilerie.example", Role.ADMINISTRATOR, Role.USER),
                orders.member("loic.kervella@kervella.example", Role.USER));

        for (var other : others) {
            assertEquals(404, put(api(other), "IDENTITY", Files.png()).status());
            assertEquals(404, api(other).get(path("IDENTITY")).status());
            assertEquals(
                    404, api(other).get("/requests/" + request + "/documents").status());
        }
        assertEquals(404, put(api, "PASSPORT", Files.pdf()).status());
        assertEquals(404, api.get(path("MANDATE")).status(), "not handed in");
        var agent = orders.member("aude.kervella@kervella.example", Role.CERTIFICATION_AGENT);
        assertEquals(200, api(agent).get(path("IDENTITY")).status());
        assertEquals(201, put(api(agent), "MANDATE", Files.pdf()).status());
    }

    @Test
    void aFormIsNoDocument() {
        var form = api.with("Content-Type", "multipart/form-data; boundary=x");

        assertEquals(415, put(form, "IDENTITY", Files.pdf()).status());
    }

    /** A draft that is deleted takes the bytes of its documents along. */
    @Test
    void nothingOfADeletedDraftRemains() {
        put(api, "IDENTITY", Files.pdf());

        orders.deleteDraftsUnchangedSince(orders.registry.clock.instant().plusSeconds(1));

        assertEquals(List.of(), rows());
        assertEquals(List.of("DISCARDED 600"), stored());
    }
}
