package eu.parvis.order;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.Await;
import eu.parvis.TestDatabase;
import eu.parvis.document.DocumentApi;
import eu.parvis.document.DocumentCapability;
import eu.parvis.document.Files;
import eu.parvis.membership.Role;
import eu.parvis.request.Orders;
import eu.parvis.session.SessionApi.Channel;
import eu.parvis.values.Language;
import eu.parvis.words.Words;
import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The form of the documents without scripts: what goes wrong is said on a page, and nothing of it is stored. */
class UploadFormsTest {

    private static final String BOUNDARY = "limit-of-the-parts";

    private Orders orders;
    private UUID request;
    private String session;

    private void open(Map<String, String> settings) {
        orders = new Orders(Vertx.vertx(), settings, DocumentCapability.DESCRIPTOR, OrderCapability.DESCRIPTOR);
        var user = orders.member("mathis.kervella@kervella.example", Role.USER);
        request = orders.order(user, "ID_RGS_1", Orders.me()).request().id();
        session = orders.registry.token(user.account(), Channel.BROWSER);
    }

    @AfterEach
    void close() {
        Await.done(orders.registry.portal.vertx.close());
    }

    private static byte[] form(byte[] file) {
        return Files.joined(
                Files.bytes("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"IDENTITY\";"
                        + " filename=\"carte.pdf\"\r\nContent-Type: application/pdf\r\n\r\n"),
                file,
                Files.bytes("\r\n--" + BOUNDARY + "--\r\n"));
    }

    /** Sends the head of the form and so many bytes of it. */
    private Socket begun(byte[] form, int sent) throws IOException {
        var portal = orders.registry.portal.address();
        var socket = new Socket(portal.getHost(), portal.getPort());
        socket.setSoTimeout(20_000);
        var subject = orders.registry.portal.subject(session).orElseThrow();
        var head = "POST /requests/" + request + "/documents?subject=" + subject
                + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAccept-Language: en\r\nCookie: __Host-session="
                + session + "\r\nSec-Fetch-Site: same-origin\r\nContent-Type: multipart/form-data; boundary=" + BOUNDARY
                + "\r\nContent-Length: " + form.length + "\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(ISO_8859_1));
        socket.getOutputStream().write(form, 0, sent);
        socket.getOutputStream().flush();
        return socket;
    }

    private String send(byte[] file) {
        var form = form(file);
        try (var socket = begun(form, form.length)) {
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> left() {
        return orders.registry.rows.query(
                "SELECT 'document' FROM document UNION ALL SELECT kind FROM request_document");
    }

    private static String sentence(String message) {
        return Words.of(Language.EN).text(message);
    }

    @Test
    void whatIsNoDocumentIsRefusedBesideItsFieldAndLeavesNothing() {
        open(Map.of());
        var files = new LinkedHashMap<String, byte[]>();
        files.put("error.document.type", Files.bytes("GIF89a"));
        files.put("error.document.archive", Files.zip());
        files.put("error.document.heic", Files.heic());
        files.put("error.document.mixed", Files.joined(Files.pdf(), Files.bytes("<script>")));
        files.put("error.document.truncated", Files.half(Files.jpeg()));
        files.put("error.document.empty", new byte[0]);
        files.put("error.document.tooLarge", Files.pdf(DocumentApi.MOST + 1));

        files.forEach((message, file) -> {
            var answer = send(file);
            assertTrue(answer.startsWith("HTTP/1.1 400 "), message);
            assertTrue(answer.contains("id=\"file-IDENTITY-error\""), message);
            assertTrue(answer.replace("&gt;", ">").contains(sentence(message)), () -> message + "\n" + answer);
            TestDatabase.until(() -> left().isEmpty());
        });
    }

    @Test
    void theSameFileTwiceIsOneDocument() {
        open(Map.of());

        for (var turn = 0; turn < 2; turn++) {
            assertTrue(send(Files.pdf()).startsWith("HTTP/1.1 303 "));
        }

        assertEquals(
                List.of("IDENTITY RECEIVED"),
                orders.registry.rows.query("SELECT kind || ' ' || state FROM request_document"));
        assertEquals(List.of("1"), orders.registry.rows.query("SELECT count(*) FROM document WHERE state = 'KEPT'"));
    }

    @Test
    void aFormThatTakesTooLongIsRefusedAndLeavesNothing() throws IOException {
        open(Map.of("documents.timeout", "PT1S"));

        try (var socket = begun(form(Files.pdf(1_000_000)), 600_000)) {
            var line = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8)).readLine();
            assertTrue(
                    List.of("HTTP/1.1 400 Bad Request", "HTTP/1.1 408 Request Timeout")
                            .contains(line),
                    line);
        }

        TestDatabase.until(() -> left().isEmpty());
    }

    @Test
    void aFormThatBreaksOffLeavesNothing() throws IOException {
        open(Map.of());

        try (var socket = begun(form(Files.pdf(1_000_000)), 600_000)) {
            TestDatabase.until(() -> !left().isEmpty());
            assertEquals(List.of("document"), left(), socket::toString);
        }

        TestDatabase.until(() -> left().isEmpty());
    }

    @Test
    void aFormDuringWhichTheDatabaseGoesAwayIsUnavailableAndMayBeginAgain() {
        open(Map.of());
        orders.registry.rows.execute(
                "CREATE FUNCTION away() RETURNS trigger LANGUAGE plpgsql AS "
                        + "$$ BEGIN RAISE EXCEPTION 'away' USING ERRCODE = '57P01'; END $$",
                "CREATE TRIGGER away BEFORE INSERT ON document_chunk FOR EACH ROW WHEN (NEW.position = 3)"
                        + " EXECUTE FUNCTION away()");

        var refused = send(Files.pdf(1_000_000));

        assertTrue(refused.startsWith("HTTP/1.1 503 "), refused);
        assertEquals(List.of(), left());
        orders.registry.rows.execute("DROP TRIGGER away ON document_chunk");
        assertTrue(send(Files.pdf(1_000_000)).startsWith("HTTP/1.1 303 "));
    }
}
