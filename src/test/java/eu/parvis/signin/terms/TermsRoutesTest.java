package eu.parvis.signin.terms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.Await;
import eu.parvis.api.ApiClient;
import eu.parvis.config.ConfigurationException;
import eu.parvis.crypto.Tokens;
import eu.parvis.http.Browser;
import eu.parvis.membership.Registry;
import eu.parvis.membership.Role;
import eu.parvis.session.SessionApi.Kind;
import eu.parvis.signin.password.SigninCapability;
import eu.parvis.terms.TermsCapability;
import eu.parvis.terms.TermsFolderForTests;
import eu.parvis.terms.TermsPdfTest;
import eu.parvis.terms.TermsVerticle;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.verapdf.pdfa.flavours.PDFAFlavour;

/** Reading and accepting the terms, by pages and API. The clock stands at 24 November 2026. */
@ExtendWith(VertxExtension.class)
class TermsRoutesTest {

    @TempDir
    private Path folder;

    private TermsFolderForTests files;
    private Registry registry;
    private UUID account;

    @BeforeEach
    void publish(Vertx vertx) {
        files = new TermsFolderForTests(folder)
                .with("2026-10", "2026-10-01", "The portal is free.", "It is open at night.")
                .with("2026-12", "2026-12-01", "The portal is free of charge.", "It is open at night.");
        registry = Registry.open(
                vertx,
                Map.of("terms.folder", folder.toString()),
                TermsCapability.DESCRIPTOR,
                SigninCapability.DESCRIPTOR,
                AcceptanceCapability.DESCRIPTOR);
        var organisation = registry.organisation(Registry.SIRET, "Menuiserie Kervella");
        account = registry.member(organisation, "nolwenn.kervella@kervella.example", Role.ADMINISTRATOR)
                .account();
    }

    private Browser browser() {
        return registry.portal.browser(account, Kind.OPEN);
    }

    private ApiClient api() {
        return registry.portal.api(account, Kind.OPEN);
    }

    private static String location(HttpResponse<Buffer> answer) {
        return answer.statusCode() + " " + answer.getHeader("Location");
    }

    /** The hidden fields of the form on the page. */
    private static MultiMap form(HttpResponse<Buffer> page, String decision) {
        assertEquals(200, page.statusCode(), page::bodyAsString);
        var form = MultiMap.caseInsensitiveMultiMap().add("decision", decision);
        var html = page.bodyAsString();
        Pattern.compile("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\">")
                .matcher(html.substring(html.indexOf("action=\"/terms/accept\"")))
                .results()
                .forEach(field -> form.set(field.group(1), field.group(2)));
        return form;
    }

    private List<String> acceptances() {
        return registry.rows.query(
                "SELECT account_id, version, language, address, length(sha256),"
                        + " (SELECT terms_version FROM account WHERE id = account_id) FROM terms_acceptance ORDER BY accepted_at");
    }

    private static JsonObject accepting(JsonObject current) {
        return new JsonObject().put("version", current.getString("version")).put("sha256", current.getString("sha256"));
    }

    private void pass(String duration) {
        registry.clock.advance(Duration.parse(duration));
    }

    // --- Pages --------------------------------------------------------------------------------------------------

    @Test
    void everybodyReadsTheCurrentVersionAndEachOther() {
        var stranger = registry.portal.browser();

        var current = stranger.get("/terms").bodyAsString();
        var next = stranger.get("/terms/2026-12").bodyAsString();

        assertTrue(current.contains("The portal is free.") && current.contains("Version 2026-10"), current);
        assertTrue(next.contains("The portal is free of charge.") && next.contains("href=\"#section-1\""), next);
        assertEquals(404, stranger.get("/terms/2025-01").statusCode());
        var pdf = stranger.get("/terms/2026-10.en.pdf");
        assertEquals("200 application/pdf", pdf.statusCode() + " " + pdf.getHeader("Content-Type"));
        assertTrue(pdf.bodyAsString().startsWith("%PDF-"));
        assertEquals(404, stranger.get("/terms/2026-10.de.pdf").statusCode());
        assertEquals(404, stranger.get("/terms/2025-01.en.pdf").statusCode());
        assertTrue(stranger.speaking("fr").get("/terms").bodyAsString().contains("<h1 id=\"terms-title\">Conditions"));
        assertTrue(current.contains("<a href=\"/terms\">Terms of use</a>"), "the foot of every page");
    }

    @Test
    void whoHasAcceptedNothingIsSentToTheTermsFromEveryPageAndComesBack() {
        var browser = browser();

        assertEquals("303 /terms/accept?returnTo=%2Fusers%3Fsort%3Dname", location(browser.get("/users?sort=name")));
        var page = browser.get("/terms/accept?returnTo=%2Fusers");
        var before = browser.cookie("session");
        var answer = browser.post("/terms/accept", form(page, "ACCEPT"));

        assertEquals("303 /users", location(answer));
        assertNotEquals(before, browser.cookie("session"), "the token is rotated");
        assertEquals(200, browser.get("/users").statusCode());
        assertEquals(List.of(account + "|2026-10|en|127.0.0.1|64|2026-10"), acceptances());
        assertEquals(List.of("TERMS_ACCEPTED DONE"), registry.portal.journal());
        assertEquals(List.of("terms-accepted nolwenn.kervella@kervella.example"), registry.portal.mails());
        assertEquals("303 /home", location(browser.get("/terms/accept")), "nothing is left to accept");
        assertEquals(
                "303 /sign-in",
                location(registry.portal.browser().with("session", before).get("/users"))
                        .replaceFirst("\\?.*", ""));
    }

    @Test
    void aFormOfASessionWithoutAcceptanceHasNoEffect() {
        var answer = browser().post("/users", "firstName", "Yann", "lastName", "Le Goff");

        assertEquals(303, answer.statusCode());
        assertTrue(location(answer).startsWith("303 /terms/accept?returnTo="), location(answer));
        assertEquals(List.of("1"), registry.rows.query("SELECT count(*) FROM member"));
    }

    @Test
    void theTermsComeBeforeTheWizard() {
        var newcomer = registry.pendingAccount("yann.kerdavid@kervella.example");
        var browser = registry.portal.browser(newcomer, Kind.ACTIVATION);

        assertEquals(
                "303 /terms/accept?returnTo=%2Factivation%2Fpassword", location(browser.get("/activation/password")));
        var answer = browser.post("/terms/accept", form(browser.get("/terms/accept"), "ACCEPT"));

        assertEquals("303 /activation", location(answer));
        assertEquals("303 /activation", location(browser.get("/home")), "the session is still one of the wizard");
    }

    @Test
    void whoRefusesIsSignedOutAndKeepsTheAccount() {
        var browser = browser();

        var answer = browser.post("/terms/accept", form(browser.get("/terms/accept"), "REFUSE"));

        assertEquals("303 /terms/refused", location(answer));
        assertNull(browser.cookie("session"));
        assertTrue(browser.get("/terms/refused").bodyAsString().contains("Nothing was deleted"));
        assertEquals(List.of(), acceptances());
        assertEquals(List.of("TERMS_REFUSED DONE", "SIGN_OUT DONE"), registry.portal.journal());
        assertEquals("303 /terms/accept?returnTo=%2Fhome", location(browser().get("/home")));
    }

    @Test
    void anAcceptanceOfAnotherVersionThanTheCurrentShowsTheCurrentOne() {
        var browser = browser();
        var form = form(browser.get("/terms/accept"), "ACCEPT");
        pass("P7D");

        var browserAfterwards = browser();
        var answer = browserAfterwards.post("/terms/accept", form);

        assertEquals(409, answer.statusCode());
        assertTrue(answer.bodyAsString().contains("free of charge"), answer::bodyAsString);
        assertTrue(answer.bodyAsString().contains("nothing was accepted"), answer::bodyAsString);
        assertEquals(List.of(), acceptances());
    }

    @Test
    void twoClicksAtOnceAcceptOnceAndBothGoOn() {
        var browser = browser();
        var form = form(browser.get("/terms/accept"), "ACCEPT");

        var first = browser.send("/terms/accept", form);
        var second = browser.send("/terms/accept", form);

        for (var answer : List.of(Await.done(first), Await.done(second))) {
            assertEquals(303, answer.statusCode());
            var session = Pattern.compile("session=([^;]+)").matcher(String.join("\n", answer.cookies()));
            assertTrue(session.find());
            var next = registry.portal.browser().with("session", session.group(1));
            assertEquals(200, next.get("/home").statusCode(), "whichever answer came last");
        }
        assertEquals(1, acceptances().size());
    }

    @Test
    void whoHasAcceptedTheCurrentVersionIsNotAskedAgainByAFormOfAnotherOne() {
        var browser = browser();
        var form = form(browser.get("/terms/accept"), "ACCEPT");
        browser.post("/terms/accept", form);

        assertEquals("303 /home", location(browser.post("/terms/accept", form.set("version", "2025-01"))));
        assertEquals(1, acceptances().size());
    }

    @Test
    void aNewVersionIsAnnouncedAndAfterTheGraceRequired() {
        var browser = browser();
        assertEquals(
                303,
                browser.post("/terms/accept", form(browser.get("/terms/accept"), "ACCEPT"))
                        .statusCode());
        assertFalse(browser.get("/home").bodyAsString().contains("The terms of use have changed"));
        pass("P7D");
        var later = browser();

        var home = later.get("/home").bodyAsString();
        assertTrue(home.contains("Please accept them before 31 December 2026"), home);
        assertTrue(home.contains("/terms/accept?returnTo=%2Fhome"), home);
        var page = later.get("/terms/accept").bodyAsString();
        assertTrue(page.contains("Later"), page);
        assertTrue(page.contains("What has changed since version 2026-10"), page);
        assertTrue(
                page.contains("<p>The portal is <del><span class=\"unseen\">[removed] </span>free.</del>"
                        + "<ins><span class=\"unseen\">[added] </span>free of charge.</ins></p>"),
                page);
        pass("P30D");
        assertEquals("303 /terms/accept?returnTo=%2Fhome", location(browser().get("/home")));
    }

    // --- API ----------------------------------------------------------------------------------------------------

    @Test
    void aProgramReadsAndAcceptsTheTermsBeforeAnythingElse() {
        var api = api();

        assertEquals("TERMS", api.get("/sessions/current").json().getString("state"));
        var refused = api.get("/users");
        assertEquals("403 terms.required", refused.status() + " " + refused.code());
        var current = registry.portal.api().get("/terms/current?language=fr").json();
        var created = api.post("/terms/acceptances", accepting(current));

        assertEquals(201, created.status(), created::toString);
        var session = created.json().getJsonObject("session");
        assertEquals("OPEN", session.getString("state"));
        assertEquals(401, api.get("/users").status(), "the token is rotated");
        var open = registry.portal.api().bearer(session.getString("token"));
        assertEquals(200, open.get("/users").status());
        var listed = open.get("/terms/acceptances").json().getJsonArray("acceptances");
        assertEquals(1, listed.size());
        assertEquals(created.json().getString("id"), listed.getJsonObject(0).getString("id"));
        assertEquals("fr", listed.getJsonObject(0).getString("language"));

        var again = open.post("/terms/acceptances", accepting(current));
        assertEquals(created.json().getString("id"), again.json().getString("id"));
        assertEquals(1, acceptances().size());
    }

    @Test
    void fiveCallsAtOnceAcceptOnceAndEachTokenTheyReturnIsValid() {
        var api = api();
        var body = accepting(
                        registry.portal.api().get("/terms/current?language=fr").json())
                .toBuffer();

        var calls = Stream.generate(() -> api.send(HttpMethod.POST, "/terms/acceptances", body))
                .limit(5)
                .toList();

        for (var call : calls) {
            var answer = Await.done(call);
            // A call that comes after the first one has ended has a token that is over.
            if (answer.status() == 201) {
                var token = answer.json().getJsonObject("session").getString("token");
                assertEquals(
                        200, registry.portal.api().bearer(token).get("/users").status());
            } else {
                assertEquals(401, answer.status());
            }
        }
        assertEquals(1, acceptances().size());
    }

    @Test
    void aProgramThatAcceptsAnotherTextIsToldSo() {
        var current = api().get("/terms/current").json();
        var otherVersion = accepting(current).put("version", "2026-12");
        var otherText = accepting(current).put("sha256", "0".repeat(64));

        for (var body : List.of(otherVersion, otherText)) {
            var answer = api().post("/terms/acceptances", body);
            assertEquals("409 terms.outdated", answer.status() + " " + answer.code());
        }
        assertEquals(
                "error.required",
                api().post("/terms/acceptances", new JsonObject()).codeAt("sha256"));
        assertEquals("error.choice", api().get("/terms/current?language=de").codeAt("language"));
        assertEquals(List.of(), acceptances());
    }

    // --- Proofs -------------------------------------------------------------------------------------------------

    @Test
    void theProofOfAnAcceptanceIsDownloadedByItsPersonOnly() throws Exception {
        var browser = browser();
        assertEquals(
                303,
                browser.post("/terms/accept", form(browser.get("/terms/accept"), "ACCEPT"))
                        .statusCode());
        var id = registry.rows.query("SELECT id FROM terms_acceptance").get(0);

        assertTrue(browser.get("/account/terms").bodyAsString().contains("/account/terms/" + id + ".pdf"));
        var json = browser.get("/account/terms/" + id + ".json").bodyAsJsonObject();
        assertEquals("2026-10", json.getString("version"));
        assertEquals("nolwenn.kervella@kervella.example", json.getString("email"));
        assertEquals(
                json.getString("sha256"),
                HexFormat.of().formatHex(Tokens.sha256(json.getString("text")).getBytes()));
        var pdf = browser.get("/account/terms/" + id + ".pdf");
        try (var document = Loader.loadPDF(pdf.body().getBytes())) {
            var text = new PDFTextStripper().getText(document);
            assertTrue(text.contains(json.getString("acceptedAt")) && text.contains("The portal is free."), text);
        }
        assertEquals(List.of(), TermsPdfTest.faults(pdf.body().getBytes(), PDFAFlavour.PDFUA_1));

        var stranger = registry.activeAccount("yann.kerdavid@kervella.example");
        var other = registry.portal.browser(stranger, Kind.OPEN);
        assertEquals(
                303,
                other.post("/terms/accept", form(other.get("/terms/accept"), "ACCEPT"))
                        .statusCode());
        assertEquals(404, other.get("/account/terms/" + id + ".pdf").statusCode());
        assertEquals(404, other.get("/account/terms/" + id + ".json").statusCode());
        assertEquals(404, browser.get("/account/terms/x.pdf").statusCode());
    }

    // --- What stays ---------------------------------------------------------------------------------------------

    @Test
    void acceptancesAndPublishedTextsCannotBeChangedOrDeleted() {
        var browser = browser();
        assertEquals(
                303,
                browser.post("/terms/accept", form(browser.get("/terms/accept"), "ACCEPT"))
                        .statusCode());

        for (var statement : List.of(
                "UPDATE terms_acceptance SET version = '2026-12'",
                "DELETE FROM terms_acceptance",
                "TRUNCATE terms_acceptance",
                "UPDATE terms_text SET sha256 = repeat('0', 64)",
                "DELETE FROM terms_text WHERE version = '2026-12'")) {
            assertThrows(RuntimeException.class, () -> registry.rows.execute(statement), statement);
        }
        assertEquals(1, acceptances().size());
    }

    @Test
    void aChangedFileOfAPublishedVersionStopsTheStartAndIsNamed(Vertx vertx) {
        files.write("2026-10/en.md", "# Terms\n\nThe portal is expensive.\n");

        var cause = refusedStart(vertx);

        assertTrue(cause.contains(folder + "/2026-10/en.md has changed"), cause);
        assertTrue(Pattern.compile("SHA-256 is [0-9a-f]{64}, and the published text had [0-9a-f]{64}")
                .matcher(cause)
                .find());
        assertFalse(cause.contains("fr.md"), cause);
    }

    @Test
    void aChangedDateOrAMissingVersionInForceStopsTheStartToo(Vertx vertx) {
        files.write("terms.yaml", "\"2026-12\": 2026-12-02\n");

        var cause = refusedStart(vertx);

        assertTrue(cause.contains("the date of effect of 2026-12 has changed"), cause);
        assertTrue(cause.contains(folder + "/2026-10/fr.md is missing"), cause);
    }

    /** Like the restart of a node of an older release. */
    @Test
    void aVersionThatIsNotInForceYetMayBeMissing(Vertx vertx) {
        files.write("terms.yaml", "\"2026-10\": 2026-10-01\n");

        Await.done(vertx.deployVerticle(new TermsVerticle(registry.portal.foundation)));
    }

    private String refusedStart(Vertx vertx) {
        var cause = Await.failure(vertx.deployVerticle(new TermsVerticle(registry.portal.foundation)));
        assertEquals(ConfigurationException.class, cause.getClass());
        return cause.getMessage();
    }
}
