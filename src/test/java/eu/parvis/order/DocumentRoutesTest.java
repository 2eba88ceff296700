package eu.parvis.order;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.Await;
import eu.parvis.document.DocumentCapability;
import eu.parvis.document.DocumentSettings.Store;
import eu.parvis.document.FakeS3;
import eu.parvis.document.Files;
import eu.parvis.membership.Role;
import eu.parvis.request.Orders;
import eu.parvis.request.Requester;
import eu.parvis.session.SessionApi.Channel;
import io.vertx.core.Vertx;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The form of the supporting documents without scripts, and the addresses of files. */
@ParameterizedClass
@EnumSource(Store.class)
class DocumentRoutesTest {

    @Parameter
    Store store;

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String BOUNDARY = "limit-of-the-parts";

    private Orders orders;
    private Requester user;
    private UUID request;
    private String session;

    @BeforeEach
    void open() {
        var vertx = Vertx.vertx();
        orders = new Orders(
                vertx, new FakeS3(vertx).settings(store), DocumentCapability.DESCRIPTOR, OrderCapability.DESCRIPTOR);
        user = orders.member("mathis.kervella@kervella.example", Role.USER);
        request = orders.order(user, "ID_RGS_1", Orders.me()).request().id();
        session = orders.registry.token(user.account(), Channel.BROWSER);
    }

    @AfterEach
    void close() {
        Await.done(orders.registry.portal.vertx.close());
    }

    private static byte[] file(String name, String fileName, byte[] content) {
        return Files.joined(
                Files.bytes("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name + "\"; filename=\""
                        + fileName + "\"\r\nContent-Type: application/octet-stream\r\n\r\n"),
                content,
                Files.bytes("\r\n"));
    }

    private HttpResponse<String> send(String subject, byte[]... parts) throws IOException, InterruptedException {
        var body = Files.joined(Files.joined(parts), Files.bytes("--" + BOUNDARY + "--\r\n"));
        return HTTP.send(
                to("/requests/" + request + "/documents?subject=" + subject)
                        .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                        .header("Sec-Fetch-Site", "same-origin")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(orders.registry.portal.address().resolve(path))
                .header("Accept-Language", "en")
                .header("Cookie", "__Host-session=" + session);
    }

    private String subject() {
        return orders.registry.portal.subject(session).orElseThrow();
    }

    private List<String> rows() {
        return orders.registry.rows.query("SELECT kind || ' ' || file_name FROM request_document ORDER BY kind");
    }

    @Test
    void severalFilesAreHandedInAtOnceAndFieldsWithoutAFileAreLeftOut() throws Exception {
        var answer = send(
                subject(),
                file("IDENTITY", "carte.pdf", Files.pdf(300_000)),
                file("IDENTITY", "", new byte[0]),
                file("MANDATE", "mandat.png", Files.png()));

        assertEquals(303, answer.statusCode(), answer::body);
        assertEquals(List.of("IDENTITY carte.pdf", "MANDATE mandat.png"), rows());
    }

    @Test
    void inAnOrderTheFormLeadsOnToTheSummaryUnlessAFileIsRefused() throws Exception {
        var onward = subject() + "&next=submission";

        var received = send(onward, file("IDENTITY", "carte.pdf", Files.pdf()));
        assertEquals(
                "/requests/" + request + "/submission",
                received.headers().firstValue("Location").orElseThrow());
        assertEquals(
                400, send(onward, file("MANDATE", "mandat.pdf", Files.zip())).statusCode());
    }

    @Test
    void anInterruptedFormSaysWhatIsStoredAndAsksForTheOtherFilesAgain() throws Exception {
        orders.registry.rows.execute(
                "CREATE FUNCTION away() RETURNS trigger LANGUAGE plpgsql AS "
                        + "$$ BEGIN RAISE EXCEPTION 'away' USING ERRCODE = '57P01'; END $$",
                "CREATE TRIGGER away BEFORE INSERT ON request_document FOR EACH ROW"
                        + " WHEN (NEW.kind = 'MANDATE') EXECUTE FUNCTION away()");

        var answer =
                send(subject(), file("IDENTITY", "carte.pdf", Files.pdf()), file("MANDATE", "mandat.pdf", Files.pdf()));

        assertEquals(503, answer.statusCode());
        assertTrue(answer.body().contains("choose those again that are not marked as received"), answer::body);
        assertTrue(answer.body().contains("carte.pdf"), answer::body);
        assertTrue(answer.headers().firstValue("Retry-After").isPresent());
        assertEquals(List.of("IDENTITY carte.pdf"), rows());
        orders.registry.rows.execute("DROP TRIGGER away ON request_document");
        assertEquals(
                303, send(subject(), file("MANDATE", "mandat.pdf", Files.pdf())).statusCode());
    }

    @Test
    void thePageSaysWhyNothingCanBeHandedInAnyMore() throws Exception {
        orders.registry.rows.execute("UPDATE request SET state = 'IN_REVIEW', submitted_at = created_at");
        assertTrue(page().contains("We are checking this request and its documents."), page());
        orders.registry.rows.execute("UPDATE request SET state = 'ACCEPTED'");
        assertTrue(page().contains("The check of this request is over"), page());
    }

    private String page() throws IOException, InterruptedException {
        return HTTP.send(to("/requests/" + request + "/documents").build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Test
    void aFileThatIsRefusedDoesNotKeepTheOthersOut() throws Exception {
        var answer = send(
                subject(),
                file("IDENTITY", "carte.pdf", Files.zip()),
                file("MANDATE", "mandat.pdf", Files.pdf(200_000)));

        assertEquals(400, answer.statusCode());
        assertTrue(answer.body().contains("id=\"file-IDENTITY-error\""), answer::body);
        assertTrue(answer.body().contains("This is an archive (ZIP)"), answer::body);
        assertEquals(List.of("MANDATE mandat.pdf"), rows());
    }

    @Test
    void aFormOfAnotherAccountOrWithoutOneIsNotRead() throws Exception {
        var other = orders.member("loic.kervella@kervella.example", Role.USER);
        var foreign = orders.registry
                .portal
                .subject(orders.registry.token(other.account(), Channel.BROWSER))
                .orElseThrow();

        assertEquals(409, send(foreign, file("IDENTITY", "a.pdf", Files.pdf())).statusCode());
        assertEquals(
                409, send("", file("IDENTITY", "a.pdf", Files.pdf(1_000_000))).statusCode());
        assertEquals(List.of(), rows());
        assertEquals(List.of("0"), orders.registry.rows.query("SELECT count(*) FROM document"));
    }

    @Test
    void aRequestOfSomebodyElseAndAnUnknownKindTakeNothing() throws Exception {
        assertEquals(
                404, send(subject(), file("PASSPORT", "a.pdf", Files.pdf())).statusCode());
        session = orders.registry.token(
                orders.stranger("eve.voile@voilerie.example", Role.ADMINISTRATOR)
                        .account(),
                Channel.BROWSER);
        assertEquals(
                404, send(subject(), file("IDENTITY", "a.pdf", Files.pdf())).statusCode());
        assertEquals(List.of(), rows());
    }

    @Test
    void aFormThatDoesNotSayItsLengthIsRefused() throws Exception {
        var answer = HTTP.send(
                to("/requests/" + request + "/documents")
                        .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                        .header("Sec-Fetch-Site", "same-origin")
                        .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[9])))
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertEquals(413, answer.statusCode());
    }

    /** The address of a file needs no session, is good for a minute, and for this file only. */
    @Test
    void aFileIsReadAtAnAddressOfItsOwnWithoutCookies() throws Exception {
        send(subject(), file("IDENTITY", "pièce.pdf", Files.pdf()));
        var led = HTTP.send(
                to("/requests/" + request + "/documents/IDENTITY").build(), HttpResponse.BodyHandlers.ofString());
        assertEquals(303, led.statusCode());
        var address = orders.registry
                .portal
                .address()
                .resolve(led.headers().firstValue("Location").orElseThrow());

        var read = HTTP.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofByteArray());

        assertArrayEquals(Files.pdf(), read.body());
        assertEquals(
                "application/pdf", read.headers().firstValue("Content-Type").orElseThrow());
        assertEquals(
                "nosniff", read.headers().firstValue("X-Content-Type-Options").orElseThrow());
        assertEquals(
                "sandbox; default-src 'none'",
                read.headers().firstValue("Content-Security-Policy").orElseThrow());
        assertTrue(
                read.headers().firstValue("Content-Disposition").orElseThrow().startsWith("attachment; "));
        assertEquals(List.of(), read.headers().allValues("Set-Cookie"));
        assertEquals(404, status(address.toString() + "x"));
        orders.registry.clock.advance(Duration.ofSeconds(61));
        assertEquals(404, status(address.toString()));
    }

    private static int status(String address) throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
