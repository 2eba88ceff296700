package eu.parvis.order;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.Await;
import eu.parvis.TestDatabase;
import eu.parvis.api.ApiClient;
import eu.parvis.document.Bytes;
import eu.parvis.document.DocumentApi;
import eu.parvis.document.DocumentCapability;
import eu.parvis.document.DocumentSettings.Store;
import eu.parvis.document.FakeS3;
import eu.parvis.document.Files;
import eu.parvis.document.Sweep;
import eu.parvis.membership.Role;
import eu.parvis.request.Orders;
import eu.parvis.session.SessionApi.Channel;
import eu.parvis.session.SessionApi.Kind;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Uploads that are slow, break off, or meet a database that is away: nothing of them remains. */
@ParameterizedClass
@EnumSource(Store.class)
class UploadsTest {

    private static final String UPLOADED = "document WHERE state <> 'DISCARDED'";
    private static final String CHUNKS = "(SELECT FROM document_chunk UNION ALL SELECT FROM document_object)";

    private final Vertx vertx = Vertx.vertx();
    private final FakeS3 s3 = new FakeS3(vertx);

    @Parameter
    Store store;

    private Orders orders;
    private UUID account;
    private String path;

    private void open(Map<String, String> changes) {
        var settings = new HashMap<>(s3.settings(store));
        settings.putAll(changes);
        orders = new Orders(vertx, settings, DocumentCapability.DESCRIPTOR, OrderCapability.DESCRIPTOR);
        var user = orders.member("mathis.kervella@kervella.example", Role.USER);
        account = user.account();
        path = "/requests/"
                + orders.order(user, "ID_RGS_1", Orders.me()).request().id() + "/documents/IDENTITY";
    }

    @AfterEach
    void close() {
        Await.done(vertx.close());
    }

    private ApiClient api() {
        return orders.registry.portal.api(account, Kind.OPEN).with("Content-Type", "application/octet-stream");
    }

    private Socket begun(byte[] file, int sent, String more) throws IOException {
        var portal = orders.registry.portal.address();
        var socket = new Socket(portal.getHost(), portal.getPort());
        socket.setSoTimeout(20_000);
        var token = orders.registry.portal.session(account, Kind.OPEN, Channel.API);
        var head = "PUT /api/v1" + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token
                + "\r\nContent-Type: application/pdf\r\nContent-Length: " + file.length + "\r\n" + more + "\r\n";
        socket.getOutputStream().write(head.getBytes(ISO_8859_1));
        socket.getOutputStream().write(file, 0, sent);
        socket.getOutputStream().flush();
        return socket;
    }

    private static String statusLine(Socket socket) throws IOException {
        var line = new StringBuilder();
        for (var next = socket.getInputStream().read();
                next >= 0 && next != '\r';
                next = socket.getInputStream().read()) {
            line.append((char) next);
        }
        return line.toString();
    }

    private long count(String table) {
        return Long.parseLong(
                orders.registry.rows.query("SELECT count(*) FROM " + table).get(0));
    }

    private void assertNothingRemains() {
        orders.registry.clock.advance(Duration.ofMinutes(16));
        Sweep.run(vertx, orders.registry.portal.foundation);
        assertEquals(0, count("document"));
        assertEquals(0, count(CHUNKS));
        assertEquals(0, count("request_document"));
        assertEquals(Map.of(), s3.objects);
    }

    @Test
    void anUploadThatBreaksOffLeavesNothing() throws IOException {
        open(Map.of());
        var file = Files.pdf(1_000_000);

        try (var socket = begun(file, 600_000, "")) {
            TestDatabase.until(() -> count(CHUNKS) >= 3);
            assertEquals(1, count("document"), socket::toString);
        }

        TestDatabase.until(() -> count(UPLOADED) == 0);
        assertNothingRemains();
    }

    @Test
    void anUploadThatTakesTooLongIsRefusedAndLeavesNothing() throws IOException {
        open(Map.of("documents.timeout", "PT1S"));

        try (var socket = begun(Files.pdf(1_000_000), 600_000, "")) {
            assertEquals("HTTP/1.1 400 Bad Request", statusLine(socket));
        }

        TestDatabase.until(() -> count(UPLOADED) == 0);
        assertNothingRemains();
    }

    /** curl waits for it before it sends a long file. */
    @Test
    void aClientThatAsksWhetherToSendIsToldSo() throws IOException {
        open(Map.of());

        try (var socket = begun(Files.pdf(), 0, "Expect: 100-continue\r\n")) {
            assertEquals("HTTP/1.1 100 Continue", statusLine(socket));
            socket.getInputStream().skipNBytes(3);
            socket.getOutputStream().write(Files.pdf());
            assertEquals("HTTP/1.1 201 Created", statusLine(socket));
        }
    }

    @Test
    void aFileThatAnnouncesToBeTooLongIsRefusedBeforeItIsSent() throws IOException {
        open(Map.of());
        var tooLong = Files.pdf(DocumentApi.MOST + 1);

        try (var socket = begun(tooLong, 0, "Expect: 100-continue\r\n")) {
            assertEquals("HTTP/1.1 400 Bad Request", statusLine(socket));
        }
    }

    @Test
    void anUploadDuringWhichTheDatabaseGoesAwayIsRefusedAsUnavailableAndMayBeginAgain() {
        open(Map.of());
        orders.registry.rows.execute(
                "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS "
                        + "$$ BEGIN RAISE EXCEPTION 'full' USING ERRCODE = '53100'; END $$",
                "CREATE TRIGGER full_disk BEFORE INSERT ON " + chunkTable() + " FOR EACH ROW"
                        + " WHEN (NEW.position = 3) EXECUTE FUNCTION full_disk()");
        var file = Buffer.buffer(Files.pdf(1_000_000));

        var refused = Await.done(api().send(HttpMethod.PUT, path, file));

        assertEquals(503, refused.status());
        assertEquals("problem.unavailable", refused.code(), "nothing was done");
        orders.registry.rows.execute("DROP TRIGGER full_disk ON " + chunkTable());
        assertNothingRemains();
        assertEquals(201, Await.done(api().send(HttpMethod.PUT, path, file)).status());
    }

    private String chunkTable() {
        return store == Store.S3 ? "document_object" : "document_chunk";
    }

    @Test
    void anUploadOutlastsADatabaseThatRefusesForAMoment() {
        open(Map.of());
        refuseTwice(chunkTable(), "BEFORE INSERT", "NEW.position = 3");
        refuseTwice("document", "BEFORE UPDATE", "NEW.state = 'WHOLE'");
        var file = Buffer.buffer(Files.pdf(1_000_000));

        assertEquals(201, Await.done(api().send(HttpMethod.PUT, path, file)).status());

        assertEquals(file, api().get(path).body());
    }

    private void refuseTwice(String table, String event, String condition) {
        orders.registry.rows.execute(
                "CREATE SEQUENCE tries_" + table,
                "CREATE FUNCTION refuse_" + table + "() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                        + " IF nextval('tries_" + table + "') <= 2 THEN RAISE EXCEPTION 'full' USING ERRCODE = '53100';"
                        + " END IF; RETURN NEW; END $$",
                "CREATE TRIGGER refuse " + event + " ON " + table + " FOR EACH ROW WHEN (" + condition
                        + ") EXECUTE FUNCTION refuse_" + table + "()");
    }

    /** The connection may end after the statement and before its answer. */
    @Test
    void aStepOfAnUploadMayBeRepeated() {
        open(Map.of());
        var bus = orders.registry.portal.foundation.bus();
        var id = Await.done(bus.request(DocumentApi.BEGIN, new DocumentApi.Begin()))
                .id();
        var chunk = new DocumentApi.Append(id, 0, Bytes.of(Buffer.buffer(Files.pdf())));
        var finish = new DocumentApi.Finish(id, "application/pdf", Files.pdf().length, "0".repeat(64));

        Await.done(bus.request(DocumentApi.APPEND, chunk));
        Await.done(bus.request(DocumentApi.APPEND, chunk));
        var whole = Await.done(bus.request(DocumentApi.FINISH, finish));

        assertEquals(whole, Await.done(bus.request(DocumentApi.FINISH, finish)));
    }

    @Test
    void whatNobodyKeepsIsSweptAndWhatIsKeptStays() throws IOException {
        open(Map.of());
        assertEquals(
                201,
                Await.done(api().send(HttpMethod.PUT, path, Buffer.buffer(Files.pdf())))
                        .status());
        orders.registry.rows.execute(
                "INSERT INTO document (id, state, changed_at) SELECT gen_random_uuid(), old.state, changed_at - age::interval"
                        + " FROM document, (VALUES ('UPLOADING', '3 hours'), ('DISCARDED', '16 minutes'),"
                        + " ('UPLOADING', '1 hour'), ('DISCARDED', '10 minutes')) old (state, age)");

        Sweep.run(vertx, orders.registry.portal.foundation);

        assertEquals(
                List.of("DISCARDED", "KEPT", "UPLOADING"),
                orders.registry.rows.query("SELECT state FROM document ORDER BY state"));
        assertTrue(Arrays.equals(Files.pdf(), api().get(path).body().getBytes()));
    }
}
