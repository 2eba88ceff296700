package eu.parvis.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.Await;
import eu.parvis.Statements;
import eu.parvis.TestPortal;
import eu.parvis.crypto.HashingApi;
import eu.parvis.crypto.HashingQueue;
import eu.parvis.crypto.HashingQueue.Priority;
import eu.parvis.crypto.Secret;
import eu.parvis.registration.organisation.RegistrationCapability;
import eu.parvis.session.SessionApi;
import eu.parvis.session.SessionCapability;
import eu.parvis.signin.password.People;
import eu.parvis.signin.password.SigninCapability;
import eu.parvis.signin.recovery.RecoveryCapability;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What happens while the queue for hashes is full. */
class AdmissionTest {

    private static final String PASSWORD = "Goéland.7-varech";

    private final Statements statements = new Statements();
    private final Vertx vertx = statements.vertx();
    private final HashingQueue queue = HashingQueue.of(vertx);
    private TestPortal portal;

    @BeforeEach
    void open() {
        portal = new TestPortal(
                vertx,
                SessionCapability.DESCRIPTOR,
                SigninCapability.DESCRIPTOR,
                RecoveryCapability.DESCRIPTOR,
                RegistrationCapability.DESCRIPTOR);
        new People(portal.database)
                .activated(portal.ask(HashingApi.HASH, new HashingApi.Hash(new Secret(PASSWORD)))
                        .phc());
    }

    @AfterEach
    void close() {
        Await.done(vertx.close());
    }

    /** Every operation of the API that hashes for a visitor. */
    @ParameterizedTest
    @CsvSource({
        "POST, /sessions",
        "PUT, /recoveries/password",
        "POST, /registrations/organisations",
        "POST, /registrations/6f2b0d9e-8d1c-4a57-9a43-6f6bfb0a2f10/mails",
        "PUT, /registrations/6f2b0d9e-8d1c-4a57-9a43-6f6bfb0a2f10/email"
    })
    void anOperationIsRefusedWithoutAQuery(String method, String path) {
        fill(Priority.SIGN_IN);

        var asked = statements.of(() -> {
            var refused = Await.done(
                    portal.api().send(HttpMethod.valueOf(method), path, Buffer.buffer("{\"not\": \"read\"")));

            assertEquals(503, refused.status());
            assertEquals("problem.unavailable", refused.code());
            assertEquals(seconds(), refused.headers().get("Retry-After"));
            assertEquals("no-store", refused.headers().get("Cache-Control"));
            assertEquals("nosniff", refused.headers().get("X-Content-Type-Options"));
        });

        assertEquals(List.of(), asked);
        assertEquals(List.of(), portal.database.query("SELECT * FROM attempt"));
    }

    @ParameterizedTest
    @CsvSource({
        "/sign-in, login",
        "/register/6f2b0d9e-8d1c-4a57-9a43-6f6bfb0a2f10/administrator, firstName",
        "/register/6f2b0d9e-8d1c-4a57-9a43-6f6bfb0a2f10/waiting/mails, kind",
        "/register/6f2b0d9e-8d1c-4a57-9a43-6f6bfb0a2f10/waiting/email, email"
    })
    void aFormIsRefusedWithoutAQueryAndGivenBackWithoutItsSecrets(String path, String field) {
        fill(Priority.SIGN_IN);

        var asked = statements.of(() -> {
            var refused = portal.browser().post(path, field, "KM402716", "password", PASSWORD);

            assertEquals(503, refused.statusCode());
            assertEquals(seconds(), refused.getHeader("Retry-After"));
            var page = refused.bodyAsString();
            assertTrue(page.contains("name=\"" + field + "\" value=\"KM402716\""), page);
            assertTrue(!path.equals("/sign-in") || !page.contains(PASSWORD), page);
        });

        assertEquals(List.of(), asked);
    }

    @Test
    void theFormOfALinkIsRefusedWithoutAQuery() {
        fill(Priority.SIGN_IN);

        assertEquals(
                List.of(),
                statements.of(() -> assertEquals(
                        503,
                        portal.browser()
                                .post("/new-password/AAAAAAAAAAAAAAAAAAAAAA", "password", PASSWORD)
                                .statusCode())));
    }

    @Test
    void theBodyOfARefusedSignInIsNotAwaited() throws IOException {
        fill(Priority.SIGN_IN);
        var address = portal.address();

        try (var socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write("""
                    POST /api/v1/sessions HTTP/1.1\r
                    host: localhost\r
                    content-type: application/json\r
                    content-length: 100000\r
                    \r
                    """.getBytes(StandardCharsets.US_ASCII));
            var head = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            assertEquals("HTTP/1.1 503", head);
        }
    }

    @Test
    void theConnectionOfARefusedSignInServesTheNextRequest() throws IOException {
        fill(Priority.SIGN_IN);
        var address = portal.address();

        try (var socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write("""
                    POST /api/v1/sessions HTTP/1.1\r
                    host: localhost\r
                    content-type: application/json\r
                    content-length: 2\r
                    \r
                    {}GET /nothing/here HTTP/1.1\r
                    host: localhost\r
                    connection: close\r
                    \r
                    """.getBytes(StandardCharsets.US_ASCII));
            var both = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(both.startsWith("HTTP/1.1 503") && both.contains("HTTP/1.1 404"), both);
        }
    }

    @Test
    void whoIsSignedInIsServedAndSoAreThoseWhoNeedNoHash() {
        fill(Priority.SIGN_IN);
        var nolwenn = portal.browser(People.NOLWENN, SessionApi.Kind.OPEN);

        assertEquals(204, nolwenn.post("/session/stay").statusCode());
        assertEquals("/signed-out", nolwenn.post("/sign-out").getHeader("Location"));
        assertEquals(200, portal.browser().get("/sign-in").statusCode());
        assertEquals(
                303,
                portal.browser().post("/forgot-password", "login", "KM402716").statusCode());
        Await.done(portal.start(HashingApi.HASH, new HashingApi.Hash(new Secret(PASSWORD))));
    }

    @Test
    void registrationsAreRefusedBeforeSignIns() {
        fill(Priority.REGISTRATION);

        assertEquals(
                503,
                portal.api()
                        .post("/registrations/organisations", new JsonObject())
                        .status());
        assertEquals(201, signIn());
    }

    @ParameterizedTest
    @EnumSource(Priority.class)
    void whoWasAnsweredLeavesTheQueue(Priority priority) {
        var room = fill(priority);
        for (var i = 0; i < room; i++) {
            queue.dismiss();
        }

        for (var i = 0; i < room + 5; i++) {
            assertEquals(
                    priority == Priority.SIGN_IN ? 201 : 400, priority == Priority.SIGN_IN ? signIn() : register());
        }

        assertEquals(room, fill(priority));
    }

    /** A route that never answers. */
    private record Silent(CountDownLatch asked) implements Routes {

        @Override
        public void pages(Router router) {
            Admission.hashing(router.post("/silent"), Priority.SIGN_IN).handler(rc -> asked.countDown());
        }
    }

    @Test
    void whoGivesUpLeavesTheQueue() throws Exception {
        var room = fill(Priority.SIGN_IN);
        queue.dismiss();
        var asked = new CountDownLatch(1);
        var address = portal.serve(new Silent(asked));

        try (var socket = new Socket(address.getHost(), address.getPort())) {
            socket.getOutputStream()
                    .write("POST /silent HTTP/1.1\r\nhost: localhost\r\ncontent-length: 0\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            assertTrue(asked.await(5, TimeUnit.SECONDS));
            assertEquals(503, portal.api().post("/sessions", new JsonObject()).status());
        }

        for (var tries = 0; tries < 100 && !queue.hasRoom(Priority.SIGN_IN); tries++) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        assertTrue(queue.hasRoom(Priority.SIGN_IN), room + " places");
    }

    private int signIn() {
        return portal.api()
                .post("/sessions", new JsonObject().put("login", "KM402716").put("password", PASSWORD))
                .status();
    }

    private int register() {
        return portal.api()
                .post("/registrations/organisations", new JsonObject())
                .status();
    }

    /** Takes all places; returns their number. */
    private int fill(Priority priority) {
        var taken = 0;
        while (queue.tryAdmit(priority)) {
            taken++;
        }
        return taken;
    }

    private String seconds() {
        return String.valueOf(queue.retryAfter().toSeconds());
    }
}
