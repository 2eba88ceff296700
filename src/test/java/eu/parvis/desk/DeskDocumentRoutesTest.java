package eu.parvis.desk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.Await;
import eu.parvis.document.DocumentCapability;
import eu.parvis.document.Files;
import eu.parvis.membership.Role;
import eu.parvis.order.OrderCapability;
import eu.parvis.request.Orders;
import eu.parvis.request.Requester;
import eu.parvis.session.SessionApi.Channel;
import eu.parvis.session.SessionApi.Kind;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Documents in frames beside the data, each at an address of its own. */
class DeskDocumentRoutesTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String SANDBOX =
            "sandbox; default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'";

    private Orders orders;
    private Requester customer;
    private String operator;
    private String page;

    @BeforeEach
    void open() {
        orders = new Orders(
                Vertx.vertx(), DocumentCapability.DESCRIPTOR, OrderCapability.DESCRIPTOR, DeskCapability.DESCRIPTOR);
        customer = orders.member("mathis.kervella@kervella.example", Role.USER);
        var request = orders.order(customer, "ID_RGS_1", Orders.me()).request().id();
        handIn(request, "IDENTITY", "carte%20%22recto%22%3Cimg%3E.png", Files.png());
        handIn(request, "MANDATE", "mandat.pdf", Files.pdf(300_000));
        orders.submit(customer, request);
        var yann = orders.registry.activeAccount("yann.legoff@authority.example");
        orders.registry.rows.execute("UPDATE account SET operator = true WHERE id = '" + yann + "'");
        operator = orders.registry.token(yann, Channel.BROWSER);
        page = "/desk/requests/" + request;
    }

    private void handIn(UUID request, String kind, String fileName, byte[] file) {
        var answer = Await.done(orders.registry
                .portal
                .api(customer.account(), Kind.OPEN)
                .with("Content-Type", "application/octet-stream")
                .with("Content-Disposition", "attachment; filename*=UTF-8''" + fileName)
                .send(HttpMethod.PUT, "/requests/" + request + "/documents/" + kind, Buffer.buffer(file)));
        assertEquals(201, answer.status());
    }

    @AfterEach
    void close() {
        Await.done(orders.registry.portal.vertx.close());
    }

    private HttpResponse<byte[]> get(String path, Optional<String> session) {
        var request = HttpRequest.newBuilder(orders.registry.portal.address().resolve(path));
        session.ifPresent(token -> request.header("Cookie", "__Host-session=" + token));
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private HttpResponse<byte[]> get(String path) {
        return get(path, Optional.empty());
    }

    private HttpResponse<byte[]> asOperator(String path) {
        return get(path, Optional.of(operator));
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    /** The address to which the operator's look leads. */
    private String shown(String kind) {
        var answer = asOperator(page + "/documents/" + kind + "/shown");
        assertEquals(303, answer.statusCode());
        return header(answer, "Location");
    }

    private static void assertSandboxed(HttpResponse<?> answer) {
        assertEquals(200, answer.statusCode());
        assertEquals(List.of(SANDBOX), answer.headers().allValues("Content-Security-Policy"));
        assertEquals(List.of("SAMEORIGIN"), answer.headers().allValues("X-Frame-Options"));
        assertEquals("nosniff", header(answer, "X-Content-Type-Options"));
        assertEquals("no-store", header(answer, "Cache-Control"));
        assertTrue(header(answer, "Content-Disposition").startsWith("inline; "));
        assertEquals(List.of(), answer.headers().allValues("Set-Cookie"));
    }

    @Test
    void thePageOfARequestShowsItsDocumentsInFramesAndNoOtherPageMay() {
        var answer = asOperator(page);

        var html = new String(answer.body(), UTF_8);
        assertTrue(
                html.contains("src=\"" + page + "/documents/IDENTITY/shown\" loading=\"lazy\" sandbox></iframe>"),
                html);
        assertTrue(html.contains("src=\"" + page + "/documents/MANDATE/shown#"), html);
        assertTrue(header(answer, "Content-Security-Policy").endsWith("; frame-src 'self'"));
        assertEquals("DENY", header(answer, "X-Frame-Options"));
        assertFalse(header(asOperator("/desk"), "Content-Security-Policy").contains("frame-src"));
    }

    @Test
    void aPdfIsShownInASandboxOfItsOwn() {
        var answer = get(shown("MANDATE"));

        assertSandboxed(answer);
        assertEquals("application/pdf", header(answer, "Content-Type"));
        assertEquals("same-origin", header(answer, "Cross-Origin-Resource-Policy"));
        assertArrayEquals(Files.pdf(300_000), answer.body());
    }

    @Test
    void aPictureIsShownByAPageWithNothingElse() {
        var address = shown("IDENTITY");

        var answer = get(address);

        assertSandboxed(answer);
        assertEquals("text/html; charset=utf-8", header(answer, "Content-Type"));
        var html = new String(answer.body(), UTF_8);
        assertTrue(
                html.contains("<img src=\"" + address + "/picture\" alt=\"carte &quot;recto&quot;&lt;img>.png\">"),
                html);
        var picture = get(address + "/picture");
        assertSandboxed(picture);
        assertEquals("image/png", header(picture, "Content-Type"));
        assertEquals("cross-origin", header(picture, "Cross-Origin-Resource-Policy"));
        assertArrayEquals(Files.png(), picture.body());
    }

    @Test
    void aLinkWorksForAMinuteAndForItsUseOnly() {
        var shown = shown("MANDATE");
        var saved = header(asOperator(page + "/documents/MANDATE"), "Location");
        assertEquals(200, get(saved).statusCode());

        assertEquals(404, get(shown.replace("/shown/", "/")).statusCode());
        assertEquals(404, get(saved.replace("/documents/", "/documents/shown/")).statusCode());
        assertEquals(404, get(shown + "x").statusCode());
        orders.registry.clock.advance(Duration.ofSeconds(61));
        assertEquals(404, get(shown).statusCode());
    }

    @Test
    void onlyAnOperatorIsLedToADocument() {
        var path = page + "/documents/IDENTITY/shown";

        assertEquals(
                404,
                get(path, Optional.of(orders.registry.token(customer.account(), Channel.BROWSER)))
                        .statusCode());
        assertTrue(header(get(path), "Location").startsWith("/sign-in"));
        assertEquals(404, asOperator(page + "/documents/DOMAIN/shown").statusCode());
    }
}
