package eu.parvis.order;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.Await;
import eu.parvis.api.ApiClient;
import eu.parvis.api.Exchange;
import eu.parvis.document.DocumentCapability;
import eu.parvis.document.DocumentStore;
import eu.parvis.document.FakeS3;
import eu.parvis.document.FakeS3.Fault;
import eu.parvis.document.Files;
import eu.parvis.document.Sweep;
import eu.parvis.membership.Role;
import eu.parvis.request.Orders;
import eu.parvis.session.SessionApi.Kind;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Documents in an S3-compatible store: signed, checked when they are read, and refused as a whole while it is away. */
class S3StoreTest {

    private static final byte[] FILE = Files.pdf(300_000);

    private Vertx vertx;
    private FakeS3 store;
    private Orders orders;
    private ApiClient api;
    private String path;

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
        store = new FakeS3(vertx);
    }

    private void open(Map<String, String> changes) {
        var settings = new HashMap<>(store.settings());
        settings.putAll(changes);
        orders = new Orders(vertx, settings, DocumentCapability.DESCRIPTOR, OrderCapability.DESCRIPTOR);
        store.clock(orders.registry.clock);
        var user = orders.member("mathis.kervella@kervella.example", Role.USER);
        api = orders.registry.portal.api(user.account(), Kind.OPEN).with("Content-Type", "application/octet-stream");
        path = "/requests/"
                + orders.order(user, "ID_RGS_1", Orders.me()).request().id() + "/documents/";
    }

    @AfterEach
    void close() {
        Await.done(vertx.close());
    }

    private Exchange put(String kind) {
        return Await.done(api.send(HttpMethod.PUT, path + kind, Buffer.buffer(FILE)));
    }

    private List<String> documents() {
        return orders.registry.rows.query("SELECT state FROM document ORDER BY changed_at");
    }

    private long count(String table) {
        return Long.parseLong(
                orders.registry.rows.query("SELECT count(*) FROM " + table).get(0));
    }

    private void sweep() {
        Sweep.run(vertx, orders.registry.portal.foundation);
    }

    private void assertNothingRemains() {
        assertEquals(0, count("request_document"));
        orders.registry.clock.advance(Duration.ofMinutes(16));
        sweep();
        assertEquals(List.of(), documents());
        assertEquals(Map.of(), store.objects);
    }

    @Test
    void theBytesAreObjectsOfTheStoreAndNotInTheDatabase() {
        open(Map.of());

        assertEquals(201, put("IDENTITY").status());

        var id = orders.registry.rows.query("SELECT id FROM document").get(0);
        assertEquals(3, store.objects.size());
        assertArrayEquals(FILE, store.document(id));
        assertEquals(0, count("document_chunk"));
        assertArrayEquals(FILE, api.get(path + "IDENTITY").body().getBytes());
    }

    @Test
    void aBucketMayBeInTheNameOfTheHost() {
        open(Map.of(
                "s3.endpoint",
                store.settings().get("s3.endpoint").replace("127.0.0.1", "localhost"),
                "s3.pathStyle",
                "false"));

        assertEquals(201, put("IDENTITY").status());
        assertEquals(3, store.objects.size());
        assertArrayEquals(FILE, api.get(path + "IDENTITY").body().getBytes());
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"INTERNAL", "SLOW_DOWN", "RESET"})
    void aCallThatFailsOnceIsRepeated(Fault fault) {
        open(Map.of());

        store.fail("PUT", fault, 1);
        assertEquals(201, put("IDENTITY").status());
        store.fail("GET", fault, 1);
        assertArrayEquals(FILE, api.get(path + "IDENTITY").body().getBytes());
    }

    @Test
    void anAnswerThatBreaksOffIsAskedForAgain() {
        open(Map.of());
        put("IDENTITY");

        store.fail("GET", Fault.RESET_IN_BODY, 1);

        assertArrayEquals(FILE, api.get(path + "IDENTITY").body().getBytes());
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"INTERNAL", "SLOW_DOWN", "RESET", "SILENCE"})
    void whileTheStoreIsAwayAnUploadIsUnavailableAndNothingOfItRemains(Fault fault) {
        open(Map.of());
        put("IDENTITY");
        orders.registry.rows.execute("DELETE FROM request_document", "UPDATE document SET state = 'DISCARDED'");

        store.fail("PUT", fault, Integer.MAX_VALUE);
        var refused = put("MANDATE");

        assertEquals(503, refused.status());
        assertEquals("problem.unavailable", refused.code());
        assertTrue(refused.headers().contains("Retry-After"));
        store.fail("PUT", fault, 0);
        assertNothingRemains();
    }

    @Test
    void afterRepeatedFailuresTheStoreIsLeftAloneForSomeTime() {
        open(Map.of());
        store.fail("PUT", Fault.INTERNAL, Integer.MAX_VALUE);
        for (var i = 0; i < 5; i++) {
            assertEquals(503, put("IDENTITY").status());
        }
        var calls = store.calls.size();

        assertEquals(503, put("IDENTITY").status());

        assertEquals(calls, store.calls.size());
    }

    @Test
    void aDownloadWhileTheStoreIsAwayIsUnavailable() {
        open(Map.of());
        put("IDENTITY");
        store.fail("GET", Fault.SLOW_DOWN, Integer.MAX_VALUE);

        var answer = api.get(path + "IDENTITY");

        assertEquals(503, answer.status());
        assertEquals("problem.unavailable", answer.code());
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"OTHER_BYTES", "SHORTER"})
    void bytesThatTheStoreHasChangedAreNotSent(Fault fault) {
        open(Map.of());
        put("IDENTITY");
        store.fail("GET", fault, Integer.MAX_VALUE);

        var answer = api.get(path + "IDENTITY");

        assertEquals(500, answer.status());
        assertEquals("problem.internal", answer.code());
    }

    @Test
    void anObjectThatTheStoreHasLostIsAnError() {
        open(Map.of());
        put("IDENTITY");
        store.objects.clear();

        assertEquals(500, api.get(path + "IDENTITY").status());
    }

    @Test
    void aDownloadEndsBeforeAChunkThatWasChanged() {
        open(Map.of());
        put("IDENTITY");
        var id = orders.registry.rows.query("SELECT id FROM document").get(0);
        store.objects.computeIfPresent(id + "/2", (key, bytes) -> Files.bytes("others"));

        assertTrue(Await.failure(api.send(HttpMethod.GET, path + "IDENTITY", Buffer.buffer()))
                .getMessage()
                .contains("closed"));
    }

    @Test
    void aWrongSecretKeyIsRefusedByTheStore() {
        open(Map.of("s3.secretKey", "another"));

        assertEquals(503, put("IDENTITY").status());
        assertEquals(Map.of(), store.objects);
    }

    @Test
    void documentsOfBothPlacesAreReadableAfterTheSettingWasChanged() {
        open(Map.of("documents.store", "database"));
        put("IDENTITY");
        put("MANDATE");
        assertEquals(Map.of(), store.objects);
        moveToTheStore("MANDATE");

        assertArrayEquals(FILE, api.get(path + "IDENTITY").body().getBytes());
        assertEquals(0, store.calls.size());
        assertArrayEquals(FILE, api.get(path + "MANDATE").body().getBytes());
        assertEquals(3, store.calls.size());
    }

    /** As if the portal had stored it with the other setting. */
    private void moveToTheStore(String kind) {
        orders.registry
                .rows
                .query(
                        "WITH moved AS (DELETE FROM document_chunk USING request_document WHERE id = document_id AND kind = '"
                                + kind + "' RETURNING document_id, position, bytes)"
                                + " INSERT INTO document_object SELECT document_id, position, length(bytes), sha256(bytes) FROM moved"
                                + " RETURNING document_id || '/' || position || ' ' || position * 131072 || ' ' || size")
                .forEach(row -> {
                    var words = row.split(" ", 3);
                    var from = Integer.parseInt(words[1]);
                    store.objects.put(words[0], Arrays.copyOfRange(FILE, from, from + Integer.parseInt(words[2])));
                });
    }

    @Test
    void theSweepDeletesTheObjectsOfWhatNobodyKeeps() {
        open(Map.of());
        put("IDENTITY");
        put("MANDATE");
        var kept = orders.registry
                .rows
                .query("SELECT document.id FROM document JOIN request_document USING (id) WHERE kind = 'IDENTITY'")
                .get(0);
        orders.registry.rows.execute("UPDATE document SET state = 'DISCARDED' WHERE id <> '" + kept + "'");

        sweep();
        assertEquals(6, store.objects.size(), "a download that has begun may end");
        orders.registry.clock.advance(Duration.ofMinutes(16));
        store.fail("DELETE", Fault.INTERNAL, Integer.MAX_VALUE);
        Sweep.fails(vertx, orders.registry.portal.foundation);
        assertEquals(2, count("document"));
        store.fail("DELETE", Fault.INTERNAL, 0);
        sweep();

        assertEquals(List.of(kept), orders.registry.rows.query("SELECT id FROM document"));
        assertEquals(3, store.objects.size());
        assertEquals(3, count("document_object"));
        assertArrayEquals(FILE, api.get(path + "IDENTITY").body().getBytes());
    }

    /** Otherwise somebody could keep it while its objects are being deleted. */
    @Test
    void aDocumentThatTheSweepHasBegunToDeleteCannotBeKept() {
        open(Map.of());
        put("IDENTITY");
        var id = UUID.fromString(
                orders.registry.rows.query("SELECT id FROM document").get(0));
        orders.registry.rows.execute("DELETE FROM request_document", "UPDATE document SET state = 'WHOLE'");
        orders.registry.clock.advance(Duration.ofHours(3));
        store.fail("DELETE", Fault.INTERNAL, 1);

        Sweep.fails(vertx, orders.registry.portal.foundation);

        assertEquals(
                Optional.empty(),
                Await.done(new DocumentStore().keep(orders.registry.database, id, orders.registry.clock.instant())));
    }
}
