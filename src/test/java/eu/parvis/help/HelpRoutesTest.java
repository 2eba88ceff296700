package eu.parvis.help;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.Await;
import eu.parvis.TestPortal;
import eu.parvis.mail.MailCapability;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(VertxExtension.class)
class HelpRoutesTest {

    private TestPortal site;
    private WebClient browser;
    private int port;

    @BeforeEach
    void start(Vertx vertx) {
        site = new TestPortal(
                vertx, Map.of("limits.addressFactor", "1"), MailCapability.DESCRIPTOR, HelpCapability.DESCRIPTOR);
        port = site.address().getPort();
        browser = WebClient.create(vertx);
    }

    @ParameterizedTest
    @CsvSource({
        "/, fr, Inscrire mon organisation",
        "/, en, Register my organisation",
        "/help, fr, courriers indésirables",
        "/help, en, spam folder",
        "/accessibility, fr, Défenseur des droits",
        "/accessibility, en, keyboard",
        "/mail-check, fr, Référence du message",
        "/mail-check, en, Reference of the message"
    })
    void everyPageSpeaksTheVisitorsLanguage(String path, String language, String said) {
        var page = get(path, language);

        assertEquals(200, page.statusCode());
        assertTrue(page.bodyAsString().contains("<html lang=\"" + language + "\">"));
        assertTrue(page.bodyAsString().contains(said), page.bodyAsString());
    }

    @ParameterizedTest
    @CsvSource({"fr, L’espace client de Fidelys Confiance", "en, The customer area of Fidelys Confiance"})
    void aSearchEngineIsToldWhatThePortalIs(String language, String said) {
        var page = get("/", language).bodyAsString();

        assertTrue(page.contains("<meta name=\"description\" content=\"" + said), page);
    }

    @Test
    void theSupportsNumberCanBeCalledFromTheHelpCentre() {
        var page = get("/help", "en").bodyAsString();

        assertTrue(page.contains("<a href=\"tel:+33199001234\">+33\u00a01\u00a099\u00a000\u00a012\u00a034</a>"), page);
        assertTrue(page.contains("Monday to Thursday: 9:00–12:30 and 13:30–18:00"), page);
    }

    @ParameterizedTest
    @ValueSource(strings = {"K7QM-4XWP", " k7qm 4xwp ", "K7QM4XWP", "Your identifier [K7QM-4XWP]"})
    void aMailOfOursIsRecognisedHoweverItsReferenceIsTyped(String typed) {
        mail("SENT", site.clock.instant());

        var page = check(typed).bodyAsString();

        assertTrue(page.contains("We did send a message under the reference K7QM-4XWP"), page);
        assertTrue(page.contains("Your identifier"), page);
        assertFalse(page.contains("jeanne.martin@verrerie.example"), "the whole address is told");
        assertTrue(page.contains("@verrerie.example"), page);
        assertTrue(page.contains("24 November 2026 at 10:00"), page);
    }

    @Test
    void aReferenceThatWeNeverSentIsAWarning() {
        var page = check("K7QM-4XWP").bodyAsString();

        assertTrue(page.contains("We have not sent any message under the reference K7QM-4XWP"), page);
        assertTrue(page.contains("Open no link"), page);
        assertTrue(page.contains("if the message dates from after 26 August 2026, it is not from us"), page);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ABCD-1234", "K7QM 4XW0", "Your identifier [abcd-1234]"})
    void aReferenceThatSomebodyMadeUpIsNoTypingError(String typed) {
        var page = check(typed);

        assertEquals(200, page.statusCode());
        assertTrue(page.bodyAsString().contains("We have not sent any message under the reference "));
    }

    @Test
    void aMailThatHasNotLeftYetIsNotVouchedFor() {
        mail("QUEUED", null);

        assertTrue(check("K7QM-4XWP").bodyAsString().contains("We have not sent any message under"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "K7QM", "K7QM-4XW", "<script>alert(1)</script>"})
    void whatIsNoReferenceIsSaidAtTheFieldAndKept(String typed) {
        var page = check(typed);

        assertEquals(400, page.statusCode());
        assertTrue(page.bodyAsString().contains("<title>Error: "), page.bodyAsString());
        assertTrue(page.bodyAsString().contains("id=\"reference-error\""));
        assertFalse(page.bodyAsString().contains("<script>alert"));
        assertTrue(page.bodyAsString()
                .contains("value=\"" + typed.replace("<", "&lt;").replace(">", "&gt;") + "\""));
    }

    @Test
    void nobodySearchesForReferences() {
        for (var round = 0; round < 60; round++) {
            assertEquals(200, check("K7QM-4XWP").statusCode());
        }

        var refused = check("K7QM-4XWP");
        assertEquals(429, refused.statusCode());
        assertTrue(refused.bodyAsString().contains("You can try again in 60 minutes."), refused.bodyAsString());

        site.clock.advance(Duration.ofHours(1));
        assertEquals(200, check("K7QM-4XWP").statusCode());
    }

    @Test
    void whoeverFindsAWeaknessFindsAnAddress() {
        var text = get("/.well-known/security.txt", "en").bodyAsString();

        assertTrue(text.contains("Contact: mailto:assistance@fidelys-confiance.example\n"), text);
        var expires = Instant.parse(text.replaceAll("(?s).*Expires: (\\S+).*", "$1"));
        assertTrue(expires.isAfter(site.clock.instant()));
        assertTrue(expires.isBefore(site.clock.instant().plus(Duration.ofDays(365))), "RFC 9116: less than a year");
    }

    @Test
    void searchEnginesAreKeptToWhatIsEverybodys() {
        assertTrue(get("/robots.txt", "en").bodyAsString().endsWith("Disallow: /\n"));
        assertEquals(204, get("/favicon.ico", "en").statusCode());
    }

    private HttpResponse<Buffer> get(String path, String language) {
        return Await.done(browser.get(port, "localhost", path)
                .putHeader("Accept-Language", language)
                .send());
    }

    private HttpResponse<Buffer> check(String reference) {
        return Await.done(browser.get(port, "localhost", "/mail-check")
                .addQueryParam("reference", reference)
                .putHeader("Accept-Language", "en")
                .send());
    }

    /** Inserts a mail into the outbox that is not due for sending. */
    private void mail(String state, Instant sentAt) {
        site.database.execute("""
                INSERT INTO mail (id, reference, group_id, occasion, recipient, recipient_key, language, content, state,
                                  created_at, next_attempt_at, sent_at, changed_at)
                VALUES (gen_random_uuid(), 'K7QM-4XWP', gen_random_uuid(), 'identifier',
                        'jeanne.martin@verrerie.example', 'jeanne.martin@verrerie.example', 'fr', '{}', '%s',
                        '%s', 'infinity', %s, '%s')
                """.formatted(
                state, site.clock.instant(), sentAt == null ? "NULL" : "'" + sentAt + "'", site.clock.instant()));
    }
}
