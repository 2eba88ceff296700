package eu.parvis.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.Await;
import eu.parvis.TestPortal;
import eu.parvis.bus.Failure;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(VertxExtension.class)
class ErrorPagesTest {

    /** A form whose service is away, and one with a fault. */
    private static final class Failing implements Routes {

        @Override
        public void pages(Router router) {
            router.post("/away")
                    .handler(SecretFields.of("password", "keys.*.word"))
                    .handler(rc -> rc.fail(Failure.unavailable(Duration.ofSeconds(20))));
            router.route("/unconfirmed").handler(rc -> rc.fail(Failure.outcomeUnknown(Duration.ofSeconds(3))));
            router.post("/broken").handler(rc -> rc.fail(new IllegalStateException("planted by a test")));
        }
    }

    private WebClient browser;
    private int port;

    @BeforeEach
    void start(Vertx vertx) {
        port = new TestPortal(vertx).serve(new Failing()).getPort();
        browser = WebClient.create(vertx);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "PUT"})
    void anAddressThatLeadsNowhereLeadsHome(String method) {
        var page = Await.done(browser.request(HttpMethod.valueOf(method), port, "localhost", "/nowhere")
                .putHeader("Accept-Language", "en")
                .send());

        assertEquals(404, page.statusCode());
        assertTrue(page.bodyAsString().contains("<h1>Page not found</h1>"), page.bodyAsString());
        assertTrue(page.bodyAsString().contains("href=\"/\""));
    }

    @Test
    void whoOpensWhatIsOnlySentToHearsWhatToDo() {
        var page = Await.done(browser.get(port, "localhost", "/away")
                .putHeader("Accept-Language", "en")
                .send());

        assertEquals(405, page.statusCode());
        assertTrue(page.bodyAsString().contains("<h1>This page cannot be opened like this</h1>"), page.bodyAsString());
        assertTrue(page.bodyAsString().contains("Go back to the page before"), page.bodyAsString());
        assertFalse(page.bodyAsString().contains("HTTP"), page.bodyAsString());
    }

    @Test
    void whatWasTypedIsKeptWhileTheServiceIsAway() {
        var page = send("/away", "same-origin");

        assertEquals(503, page.statusCode());
        assertEquals("20", page.getHeader("Retry-After"));
        var html = page.bodyAsString();
        assertTrue(html.contains("You can try again in 20 seconds."), html);
        assertTrue(html.contains("<form method=\"post\" action=\"/away\">"), html);
        assertTrue(html.contains("name=\"organisation.name\" value=\"Verrerie &quot;Deux Caps&quot;\""), html);
    }

    @Test
    void aFormThatMayBeDoneIsLookedAtBeforeItIsSentAgain() {
        var page = send("/unconfirmed", "same-origin");

        assertEquals(503, page.statusCode());
        assertEquals("3", page.getHeader("Retry-After"));
        var html = page.bodyAsString();
        assertTrue(html.contains("<h1>Outcome not known yet</h1>"), html);
        assertTrue(html.contains("<a class=\"button\" href=\"/unconfirmed\">See whether it was done</a>"), html);
        assertTrue(html.contains("<form method=\"post\" action=\"/unconfirmed\">"), html);
        assertTrue(html.contains("It was not done: send again what I typed"), html);
        assertFalse(html.contains("Nothing is lost"), html);
    }

    @Test
    void whatIsOnlyReadHasNoOutcome() {
        var page = Await.done(browser.get(port, "localhost", "/unconfirmed")
                .putHeader("Accept-Language", "en")
                .send());

        assertEquals(503, page.statusCode());
        assertTrue(page.bodyAsString().contains("<h1>Service unavailable for a moment</h1>"), page.bodyAsString());
    }

    @Test
    void secretsAreNotWrittenBack() {
        var html = send("/away", "same-origin").bodyAsString();

        assertFalse(html.contains("Tr0ub4dor"), html);
    }

    @Test
    void aSecretOfAnyNameIsNotWrittenBack() {
        var html = send("/away", "same-origin").bodyAsString();

        assertFalse(html.contains("0pen-sesame"), html);
    }

    @Test
    void aFaultOfOursHasANumberForTheSupport() {
        var page = send("/broken", "same-origin");

        assertEquals(500, page.statusCode());
        assertTrue(page.bodyAsString().contains("<output id=\"incident\">"), page.bodyAsString());
        assertFalse(page.bodyAsString().contains("planted by a test"), page.bodyAsString());
    }

    @Test
    void whatAnotherSiteSentIsNotOfferedAgain() {
        var page = send("/away", "cross-site");

        assertEquals(403, page.statusCode());
        assertFalse(page.bodyAsString().contains("Verrerie"), page.bodyAsString());
    }

    private HttpResponse<Buffer> send(String path, String from) {
        var typed = MultiMap.caseInsensitiveMultiMap()
                .add("organisation.name", "Verrerie \"Deux Caps\"")
                .add("password", "Tr0ub4dor")
                .add("keys.12.word", "0pen-sesame");
        return Await.done(browser.post(port, "localhost", path)
                .putHeader("Accept-Language", "en")
                .putHeader("Sec-Fetch-Site", from)
                .sendForm(typed));
    }
}
