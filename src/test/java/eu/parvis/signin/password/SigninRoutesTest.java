package eu.parvis.signin.password;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.Await;
import eu.parvis.api.Exchange;
import eu.parvis.http.Browser;
import eu.parvis.session.SessionApi;
import eu.parvis.session.SessionCapability;
import eu.parvis.session.SessionStore;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.junit5.VertxExtension;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(VertxExtension.class)
class SigninRoutesTest {

    private Door door;
    private Browser browser;

    @BeforeEach
    void open(Vertx vertx) {
        door = new Door(vertx, Map.of());
        browser = door.browser();
    }

    @ParameterizedTest
    @CsvSource({
        "fr, Déjà client, Pas encore client, Identifiant oublié, Mot de passe oublié",
        "en, Already a customer, Not a customer yet, Forgotten your identifier, Forgotten your password"
    })
    void theDoorHasTwoHalvesAndAsksNothingOfAVisitor(
            String language, String left, String right, String identifier, String password) {
        var page = browser.speaking(language).get("/sign-in");

        assertEquals(200, page.statusCode());
        for (var said : List.of(left, right, identifier, password)) {
            assertTrue(page.bodyAsString().contains(said), said);
        }
        assertTrue(page.cookies().isEmpty());
        assertEquals(
                page.bodyAsString(),
                door.browser().speaking(language).get("/sign-in").bodyAsString());
    }

    @Test
    void theRightPasswordLeadsHomeWithACookieThatScriptsAndOtherSitesNeverSee() {
        var answer = signIn("km 402716", Door.PASSWORD);

        assertRedirect("/home", answer);
        var cookie = answer.cookies().stream()
                .filter(each -> each.startsWith("__Host-session="))
                .findFirst()
                .orElseThrow();
        for (var attribute : List.of("Path=/", "HTTPOnly", "Secure", "SameSite=Lax")) {
            assertTrue(cookie.contains(attribute), cookie);
        }
        assertFalse(cookie.contains("Max-Age"), cookie);
        assertEquals(204, browser.get("/room").statusCode());
    }

    @Test
    void wrongPasswordAndUnknownNameAreTheSamePage() {
        var wrong = signIn("KM402716", "wrong");
        var unknown = signIn("ZZ999999", "wrong");

        assertEquals(401, wrong.statusCode());
        assertEquals(401, unknown.statusCode());
        assertEquals(
                wrong.bodyAsString().replace("KM402716", "…"),
                unknown.bodyAsString().replace("ZZ999999", "…"));
        assertEquals(
                wrong.headers().entries().toString(),
                unknown.headers().entries().toString());
        assertTrue(wrong.bodyAsString().contains("the identifier is unknown, the password is wrong, or"));
        assertTrue(wrong.bodyAsString().contains("value=\"KM402716\""), "what was typed is lost");
        assertFalse(wrong.bodyAsString().contains("value=\"wrong\""), "a password is written back");
    }

    @Test
    void theSecondMailAloneSignsNobodyInOnThePageOrByApi() {
        var right = signIn("erwan@kervella.example", Door.TEMPORARY);
        var wrong = signIn("erwan@kervella.example", "wrong");

        assertEquals(401, right.statusCode());
        assertEquals(wrong.bodyAsString(), right.bodyAsString());
        assertEquals(
                wrong.headers().entries().toString(), right.headers().entries().toString());
        assertTrue(right.bodyAsString().contains("With a temporary password, sign in with the identifier"));
        assertEquals(
                "signin.refused",
                apiSignIn("erwan@kervella.example", Door.TEMPORARY).code());
        assertEquals(201, apiSignIn("AB123456", Door.TEMPORARY).status());
    }

    @ParameterizedTest
    @CsvSource({
        "'', x, 400, Enter your identifier or your email address",
        "KM402716, '', 400, Enter your password",
        "<b>Nolwenn</b>, x, 401, &lt;b&gt;Nolwenn",
        "🙂, x, 401, the identifier is unknown",
        "Нолвенн, Κωδικός, 401, the identifier is unknown",
        "nolwenn@, x, 401, the identifier is unknown"
    })
    void everyKindOfInputGetsAClearAnswer(String login, String password, int status, String said) {
        var page = signIn(login, password);

        assertEquals(status, page.statusCode());
        assertTrue(page.bodyAsString().contains(said), page.bodyAsString());
    }

    @Test
    void whatIsTooLongIsNotLookedAt() {
        assertEquals(400, signIn("a".repeat(10_000), "x").statusCode());
        assertEquals(400, signIn("KM402716", "a".repeat(10_000)).statusCode());
        assertEquals(401, signIn("KM402716\r\nX: y", "a\u0000b").statusCode());
        assertEquals(401, signIn("a\u0000@b.example", "x").statusCode());
        assertEquals(List.of("4"), door.tables.query("SELECT count(*) FROM attempt"), "login and account");
    }

    @Test
    void whoHasNotActivatedIsLedToTheWizardAndNowhereElse() {
        assertRedirect("/activation", signIn("AB123456", Door.TEMPORARY, "/room"));

        assertRedirect("/activation", browser.get("/room"));
        assertEquals(204, browser.get("/wizard").statusCode());
    }

    @Test
    void whoHasActivatedHasNoWizardAnyMore() {
        signIn("KM402716", Door.PASSWORD);

        assertRedirect("/home", browser.get("/wizard"));
    }

    @Test
    void whatCopyingBringsAlongIsNoPartOfThePassword() {
        assertRedirect("/home", signIn(" KM402716 ", Door.PASSWORD + " \n"));
    }

    @Test
    void oneComesBackToWhereOneWas() {
        var turnedAway = browser.get("/room?part=2");
        assertRedirect("/sign-in?returnTo=%2Froom%3Fpart%3D2", turnedAway);

        var page = browser.get("/sign-in?returnTo=%2Froom%3Fpart%3D2");
        assertTrue(page.bodyAsString().contains("name=\"returnTo\" value=\"/room?part=2\""), page.bodyAsString());
        assertRedirect("/room?part=2", signIn("KM402716", Door.PASSWORD, "/room?part=2"));
    }

    @Test
    void whatWasTypedWhenTheSessionEndedIsKept() {
        signIn("KM402716", Door.PASSWORD);
        browser.speaking("en");
        browser.post("/sign-out");

        var page = browser.post("/room", "firstName", "Nolwenn", "password", "secret");

        assertEquals(401, page.statusCode());
        assertTrue(page.bodyAsString().contains("<form method=\"post\" action=\"/room\">"), page.bodyAsString());
        assertTrue(page.bodyAsString().contains("name=\"firstName\" value=\"Nolwenn\""));
        assertTrue(page.bodyAsString().contains("href=\"/sign-in\" target=\"_blank\""));
        assertFalse(page.bodyAsString().contains("value=\"secret\""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/",
                "/..//evil.example/?lang=en",
                "/x/..//evil.example/",
                "/./evil.example",
                "//evil.example",
                "/\\evil.example",
                "/\t/evil.example",
                "javascript:alert(1)",
                "/home\r\nSet-Cookie: a=b",
                "/sign-out",
                ""
            })
    void andNeverSomewhereElse(String path) {
        assertRedirect("/home", signIn("KM402716", Door.PASSWORD, path));
    }

    @Test
    void thirtyMinutesWithoutActivityEndTheSessionAndSaySo() {
        signIn("KM402716", Door.PASSWORD);

        door.site.clock.advance(Duration.ofMinutes(30).minusSeconds(1));
        assertEquals(204, browser.get("/room").statusCode());
        door.site.clock.advance(Duration.ofMinutes(30).plusSeconds(1));

        var ended = browser.get("/room");
        assertRedirect("/sign-in?returnTo=%2Froom", ended);
        assertRedirect("/sign-in?returnTo=%2Froom", browser.get("/room"));
        assertTrue(browser.get("/sign-in?returnTo=%2Froom").bodyAsString().contains("30 minutes"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DEACTIVATED | administrator of your organisation has ended your access",
                "LEFT | You have left the customer area",
                "PASSWORD_CHANGED | The password of your account was changed",
                "ACTIVATED | Your account has been activated in another window",
                "INVITED_AGAIN | Your invitation has been sent again",
                "SIGNED_OUT | You had signed out"
            })
    void whoseSessionWasEndedReadsTheTrueReasonAndNoOther(SessionApi.Ending reason, String said) {
        signIn("KM402716", Door.PASSWORD);
        Await.done(new SessionStore(door.site.foundation.configuration(), new SecureRandom())
                .endAll(door.site.sql, People.NOLWENN, reason, door.site.clock.instant()));

        var ended = browser.get("/room");

        assertRedirect("/sign-in?returnTo=%2Froom", ended);
        var page = browser.get(ended.getHeader("Location")).bodyAsString();
        assertTrue(page.contains(said), page);
        assertEquals(said.contains("password"), page.contains("The password of your account was changed"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PASSWORD", "IDLE&kept=yes", "DEACTIVATED", "LEFT"})
    void anAddressThatIsTypedTellsOfNothing(String notice) {
        var page = browser.get("/sign-in?returnTo=%2Froom&notice=" + notice);

        assertEquals(200, page.statusCode());
        assertFalse(page.bodyAsString().contains("class=\"notice\""), page::bodyAsString);
    }

    @Test
    void aSessionOfWhichNothingIsKnownIsNotSaidToHaveEndedForAReason() {
        browser.with("session", "unknown");

        var page = browser.get(browser.get("/room").getHeader("Location")).bodyAsString();

        assertTrue(page.contains("This session is no longer open"), page);
        assertFalse(page.contains("password changed"), page);
    }

    @Test
    void whoIsSignedInIsNotAskedToSignIn() {
        assertEquals(200, browser.get("/sign-in").statusCode());
        signIn("KM402716", Door.PASSWORD);

        assertRedirect("/home", browser.get("/sign-in"));
        assertRedirect("/room?part=2", browser.get("/sign-in?returnTo=%2Froom%3Fpart%3D2"));
        assertRedirect("/home", browser.get("/sign-in?returnTo=%2F%2Fevil.example"));
        assertRedirect("/home", browser.get("/signed-out"));
        browser.told(door.site.site().notices(), "/sign-in", "PASSWORD");
        assertEquals(200, browser.get("/sign-in").statusCode(), "perhaps that of another account");
        assertRedirect("/home", browser.get("/sign-in"));
    }

    @Test
    void whoIsActivatingIsLedToTheWizard() {
        signIn("AB123456", Door.TEMPORARY);

        assertRedirect("/activation", browser.get("/sign-in?returnTo=%2Froom"));
    }

    @Test
    void aCookieThatOpensNothingGetsThePageOfAStranger() {
        var stranger = browser.get("/sign-in");
        var former = door.browser().with("session", "unknown");
        var visits = List.of(former.get("/sign-in"), former.get("/signed-out"));
        door.site.stop(SessionCapability.DESCRIPTOR);
        var without = former.get("/sign-in");

        assertEquals(stranger.bodyAsString(), visits.get(0).bodyAsString());
        assertEquals(200, visits.get(1).statusCode());
        assertEquals(stranger.bodyAsString(), without.bodyAsString(), "sessions cannot be looked up");
    }

    @Test
    void theScriptOfPublicPagesLearnsWhetherTheVisitorIsSignedInAndThatIsNoActivity() {
        assertEquals(
                new JsonObject().put("signedIn", false), browser.get("/session").bodyAsJsonObject());
        signIn("KM402716", Door.PASSWORD);

        door.site.clock.advance(Duration.ofMinutes(29));
        var answer = browser.get("/session");
        browser.get("/sign-in");

        assertEquals(new JsonObject().put("signedIn", true), answer.bodyAsJsonObject());
        assertEquals("no-store", answer.getHeader("Cache-Control"));
        door.site.clock.advance(Duration.ofMinutes(1));
        assertEquals(
                new JsonObject().put("signedIn", false), browser.get("/session").bodyAsJsonObject());
    }

    @Test
    void publicPagesAreTheSameForWhoIsSignedIn() {
        var stranger = browser.get("/forgot-password");
        signIn("KM402716", Door.PASSWORD);

        assertEquals(stranger.bodyAsString(), browser.get("/forgot-password").bodyAsString());
    }

    @Test
    void whatThePageDoesByItselfIsNoActivity() {
        signIn("KM402716", Door.PASSWORD);

        door.site.clock.advance(Duration.ofMinutes(29));
        assertEquals(204, browser.getInBackground("/room").statusCode());
        door.site.clock.advance(Duration.ofMinutes(1));

        assertEquals(303, browser.get("/room").statusCode());
    }

    @Test
    void whoAsksToStayStays() {
        signIn("KM402716", Door.PASSWORD);

        door.site.clock.advance(Duration.ofMinutes(29));
        assertEquals(204, browser.post("/session/stay").statusCode());
        door.site.clock.advance(Duration.ofMinutes(29));

        assertEquals(204, browser.get("/room").statusCode());
    }

    @Test
    void signingOutEndsTheSessionAndClearsTheBrowser() {
        signIn("KM402716", Door.PASSWORD);
        var token = browser.cookie("session");

        var out = browser.post("/sign-out");

        assertRedirect("/signed-out", out);
        assertEquals("\"cache\", \"storage\"", out.getHeader("Clear-Site-Data"));
        assertNull(browser.cookie("session"));
        assertEquals(List.of("0"), door.tables.query("SELECT count(*) FROM session"));
        assertTrue(browser.get("/signed-out").bodyAsString().contains("You are signed out"));
        assertEquals(401, door.api().bearer(token).get("/me").status());
    }

    @Test
    void aPageThatIsLeftOpenWithoutScriptsIsClosedAndThatIsNoActivity() {
        signIn("KM402716", Door.PASSWORD);
        var closed = "/signed-out?returnTo=%2Froom";

        door.site.clock.advance(Duration.ofMinutes(20));
        assertEquals(204, browser.get("/room").statusCode(), "another page");
        door.site.clock.advance(Duration.ofMinutes(29));
        var page = browser.get(closed).bodyAsString();
        assertTrue(page.contains("You are still signed in"), page);
        assertTrue(page.contains("href=\"/room\""), page);

        door.site.clock.advance(Duration.ofMinutes(2));
        page = browser.get(closed).bodyAsString();
        assertTrue(page.contains("Your session closed after 30 minutes without activity"), page);
        assertTrue(page.contains("href=\"/sign-in?returnTo=%2Froom\""), page);
        assertRedirect("/sign-in?returnTo=%2Froom", browser.get("/room"));
    }

    @Test
    void signingInAgainTakesThePlaceOfTheSessionBefore() {
        signIn("KM402716", Door.PASSWORD);
        var first = browser.cookie("session");

        signIn("KM402716", Door.PASSWORD);

        assertNotEquals(first, browser.cookie("session"));
        assertEquals(List.of("1"), door.tables.query("SELECT count(*) FROM session"));
    }

    @Test
    void rolesOpenDoorsAtOnceAndCloseThem() {
        signIn("KM402716", Door.PASSWORD);
        assertEquals(204, browser.get("/office").statusCode());

        door.tables.execute("UPDATE member SET roles = '{USER}'");

        assertEquals(403, browser.get("/office").statusCode());
        assertEquals(204, browser.get("/room").statusCode());
    }

    @Test
    void whoBelongsToNoOrganisationAnyMoreCanStillSignIn() {
        door.tables.execute("UPDATE member SET state = 'DEACTIVATED'");

        assertRedirect("/home", signIn("KM402716", Door.PASSWORD));
        assertEquals(204, browser.get("/room").statusCode());
    }

    @Test
    void somebodysPagesSpeakTheirLanguage() {
        browser.speaking("en");
        signIn("KM402716", Door.PASSWORD);

        door.tables.execute("UPDATE member SET roles = '{USER}'");

        assertTrue(browser.get("/office").bodyAsString().contains("<html lang=\"fr\">"));
        assertTrue(browser.get("/forgot-password").bodyAsString().contains("<html lang=\"en\">"));
    }

    @Test
    void anOutageNeverLooksLikeBeingSignedOut(Vertx vertx) {
        signIn("KM402716", Door.PASSWORD);
        door.site.stop(SessionCapability.DESCRIPTOR);

        assertEquals(503, browser.get("/room").statusCode());
        assertTrue(browser.get("/room").headers().contains("Retry-After"));
        assertEquals(503, door.api().bearer("any").get("/me").status());
    }

    @Test
    void triesAreCountedOverBothDoors() {
        for (var i = 0; i < 2; i++) {
            assertEquals(401, signIn("KM402716", "wrong").statusCode());
            assertEquals("signin.refused", apiSignIn("KM402716", "wrong").code());
        }
        assertEquals(401, signIn("KM402716", "wrong").statusCode());

        var page = signIn("KM402716", Door.PASSWORD);
        assertEquals(429, page.statusCode());
        assertEquals("900", page.getHeader("Retry-After"));
        assertTrue(page.bodyAsString().contains("Wait 15 min"), page.bodyAsString());
        var problem = apiSignIn("KM402716", Door.PASSWORD);
        assertEquals(429, problem.status());
        assertEquals("signin.throttled", problem.code());
        assertEquals("900", problem.headers().get("Retry-After"));
    }

    @Test
    void oneNetworkAddressTriesThirtyTimes() {
        var vertx = Vertx.vertx();
        var narrow = new Door(vertx, Map.of("limits.addressFactor", "1"));
        var stranger = narrow.browser();
        for (var i = 0; i < 30; i++) {
            assertEquals(
                    401,
                    stranger.post("/sign-in", "login", "ZZ%06d".formatted(i), "password", "x")
                            .statusCode());
        }

        assertEquals(
                429,
                stranger.post("/sign-in", "login", "YY000000", "password", "x").statusCode());
        assertEquals(List.of("60"), narrow.tables.query("SELECT count(*) FROM attempt"), "login and account");
        Await.done(vertx.close());
    }

    @Test
    void aProgramSeesWhatItsPersonIsInvitedTo() {
        new People(door.tables).invitedElsewhere();
        var api = door.api().bearer(apiSignIn("KM402716", Door.PASSWORD).json().getString("token"));

        var me = api.get("/me").json();

        assertEquals(1, me.getJsonArray("organisations").size());
        assertEquals(
                new JsonArray()
                        .add(new JsonObject()
                                .put("id", People.VOILERIE.toString())
                                .put(
                                        "organisation",
                                        new JsonObject()
                                                .put("id", People.VOILERIE.toString())
                                                .put("name", "Voilerie Cariou"))
                                .put("roles", new JsonArray().add("USER"))),
                me.getJsonArray("invitations"));
        assertEquals(
                404,
                api.put(
                                "/sessions/current/organisation",
                                new JsonObject().put("organisation", People.VOILERIE.toString()))
                        .status(),
                "nobody acts for an organisation before accepting");
    }

    @Test
    void aProgramSignsInLooksAroundAndSignsOut() {
        var session = apiSignIn("KM402716", Door.PASSWORD);
        assertEquals(201, session.status());
        assertEquals("OPEN", session.json().getString("state"));
        assertEquals(1800, session.json().getInteger("idleSeconds"));
        var api = door.api().bearer(session.json().getString("token"));

        door.site.clock.advance(Duration.ofMinutes(10));
        assertEquals(1200, api.get("/sessions/current").json().getInteger("idleSeconds"));
        assertEquals(1200, api.get("/sessions/current").json().getInteger("idleSeconds"));
        var me = api.get("/me").json();
        assertEquals("KM402716", me.getString("identifier"));
        assertEquals(
                new JsonArray()
                        .add(new JsonObject()
                                .put("id", People.MENUISERIE.toString())
                                .put("name", "Menuiserie Kervella")
                                .put(
                                        "roles",
                                        new JsonArray().add("ADMINISTRATOR").add("USER"))
                                .put("current", true)),
                me.getJsonArray("organisations"));
        assertEquals(1800, api.get("/sessions/current").json().getInteger("idleSeconds"));

        assertEquals(204, api.delete("/sessions/current").status());
        assertEquals(401, api.get("/me").status());
        assertEquals("Bearer", api.get("/me").headers().get("WWW-Authenticate"));
    }

    @Test
    void aProgramMayActForEachOfItsOrganisationsAndNoOther() {
        var api = door.api().bearer(apiSignIn("KM402716", Door.PASSWORD).json().getString("token"));

        var own = api.put("/sessions/current/organisation", choice(People.MENUISERIE.toString()));
        var other = api.put("/sessions/current/organisation", choice("00000000-0000-0007-0000-000000000007"));
        var none = api.put("/sessions/current/organisation", choice("mine"));

        assertEquals(204, own.status());
        assertEquals(404, other.status());
        assertEquals("error.choice", none.codeAt("organisation"));
    }

    @Test
    void anActivationSessionOfAProgramIsConfinedToTheWizard() {
        var api = door.api().bearer(apiSignIn("AB123456", Door.TEMPORARY).json().getString("token"));

        assertEquals("ACTIVATION", api.get("/sessions/current").json().getString("state"));
        assertEquals("activation.needed", api.get("/me").code());
        assertEquals(204, api.delete("/sessions/current").status());
    }

    @Test
    void aBrowsersSessionIsNoUseToAProgramAndTheOtherWayRound() {
        signIn("KM402716", Door.PASSWORD);
        var token = apiSignIn("KM402716", Door.PASSWORD).json().getString("token");

        assertEquals(
                401, door.api().bearer(browser.cookie("session")).get("/me").status());
        assertEquals(303, door.browser().with("session", token).get("/room").statusCode());
        assertEquals(200, door.api().bearer(token).get("/me").status());
    }

    @Test
    void aProgramIsToldWhatIsWrongWithEachField() {
        var problem =
                door.api().post("/sessions", new JsonObject().put("login", 7).put("extra", true));

        assertEquals(400, problem.status());
        assertEquals("error.type.text", problem.codeAt("login"));
        assertEquals("error.required", problem.codeAt("password"));
        assertEquals("error.unknown", problem.codeAt("extra"));
    }

    private HttpResponse<Buffer> signIn(String login, String password) {
        return browser.post("/sign-in", "login", login, "password", password);
    }

    private HttpResponse<Buffer> signIn(String login, String password, String returnTo) {
        return browser.post("/sign-in", "login", login, "password", password, "returnTo", returnTo);
    }

    private Exchange apiSignIn(String login, String password) {
        return door.api().post("/sessions", new JsonObject().put("login", login).put("password", password));
    }

    private static JsonObject choice(String organisation) {
        return new JsonObject().put("organisation", organisation);
    }

    private static void assertRedirect(String path, HttpResponse<Buffer> answer) {
        assertEquals(303, answer.statusCode(), answer::bodyAsString);
        assertEquals(path, answer.getHeader("Location"));
    }
}
