package eu.parvis.signin.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.Await;
import eu.parvis.bus.Failure;
import eu.parvis.crypto.Secret;
import eu.parvis.http.Browser;
import eu.parvis.mail.MailApi;
import eu.parvis.session.SessionApi.Channel;
import eu.parvis.signin.password.Door;
import eu.parvis.signin.password.People;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The link with which an owner signs in whom strangers keep from using the password. */
@ExtendWith(VertxExtension.class)
class SignInLinkTest {

    private static final String NOLWENN = "nolwenn@kervella.example";
    private static final String OWNER = "203.0.113.7";
    private static final String OPEN = "/sign-in/open";

    private final LinkedBlockingQueue<MailApi.Queued> worked = new LinkedBlockingQueue<>();
    private Door door;
    private Browser owner;

    @BeforeEach
    void open(Vertx vertx) {
        door = new Door(vertx, Map.of("http.trustedProxies", "127.0.0.1"));
        owner = door.browser().from(OWNER);
        Await.done(door.bus.listen(MailApi.QUEUED, worked::add));
    }

    // --- Who is kept out gets in --------------------------------------------------------------------------------

    @Test
    void whoIsRefusedIsOfferedALinkAndSignsInWithIt() {
        for (var i = 0; i < 12; i++) {
            guess("198.51.100." + i, "KM402716");
        }
        for (var i = 0; i < 3; i++) {
            door.browser().from("198.51.100.1").post("/forgot-identifier", "email", NOLWENN);
            settled();
            door.browser().from("198.51.100.1").post("/forgot-password", "login", NOLWENN);
            settled();
        }

        var refused = owner.post("/sign-in", "login", "KM402716", "password", Door.PASSWORD);
        assertEquals(429, refused.statusCode());
        assertTrue(refused.bodyAsString().contains("action=\"/sign-in/link\""), refused.bodyAsString());
        assertTrue(refused.bodyAsString().contains("name=\"login\" value=\"KM402716\""), refused.bodyAsString());
        assertRedirect("/sign-in/link/sent", owner.post("/sign-in/link", "login", "KM402716"));
        settled();

        var page = opened(owner, token());
        assertTrue(owner.get(page).bodyAsString().contains("KM402716"));
        assertRedirect("/home", owner.post(page));
        assertEquals(204, owner.get("/room").statusCode());
        assertEquals(
                List.of("SIGN_IN_LINK_ASKED|DONE", "SIGN_IN_BY_LINK|DONE"),
                door.tables.query(
                        "SELECT event, outcome FROM journal WHERE event LIKE 'SIGN_IN_%LINK%' AND account_id = '"
                                + People.NOLWENN + "' ORDER BY id"));
    }

    @Test
    void theBrowserIsKnownAfterwards() {
        var page = opened(owner, mailedToken());
        owner.post(page);
        for (var i = 0; i < 12; i++) {
            guess("198.51.100." + i, "KM402716");
        }

        assertRedirect("/home", owner.post("/sign-in", "login", "KM402716", "password", Door.PASSWORD));
    }

    @ParameterizedTest
    @CsvSource({"KM402716, wrong, 401", "ZZ999999, wrong, 401"})
    void everyRefusalOffersTheLink(String login, String password, int status) {
        var page = owner.post("/sign-in", "login", login, "password", password);

        assertEquals(status, page.statusCode());
        assertTrue(page.bodyAsString().contains("action=\"/sign-in/link\""), page.bodyAsString());
        assertFalse(owner.get("/sign-in").bodyAsString().contains("action=\"/sign-in/link\""));
        assertTrue(owner.get("/sign-in").bodyAsString().contains("href=\"/sign-in/link\""));
    }

    @ParameterizedTest
    @CsvSource({"fr, Se connecter par un lien", "en, Sign in with a link"})
    void oneMayAskWithoutHavingBeenRefused(String language, String title) {
        assertTrue(owner.speaking(language).get("/sign-in/link").bodyAsString().contains(title));
        assertEquals(400, owner.post("/sign-in/link", "login", " ").statusCode());
    }

    @Test
    void aProgramSignsInWithTheMailedTokenAndIsKnownAfterwards() {
        var api = door.api().with("X-Forwarded-For", OWNER);
        assertEquals(
                202,
                api.post("/recoveries/sign-in-link", JsonObject.of("login", "KM402716"))
                        .status());
        settled();
        var body = JsonObject.of("token", token());

        var signedIn = api.post("/sessions/by-link", body);

        assertEquals(201, signedIn.status());
        assertEquals(
                "KM402716",
                api.bearer(signedIn.json().getString("token")).get("/me").json().getString("identifier"));
        assertEquals("recovery.expired", api.post("/sessions/by-link", body).code());
        for (var i = 0; i < 12; i++) {
            guess("198.51.100." + i, "KM402716");
        }
        assertEquals(
                201,
                api.with("Device-Token", signedIn.json().getString("deviceToken"))
                        .post("/sessions", JsonObject.of("login", "KM402716", "password", Door.PASSWORD))
                        .status());
    }

    // --- The quota ----------------------------------------------------------------------------------------------

    @Test
    void strangersWhoAskAllTheTimeLeaveAValidLinkInTheOwnersMailbox() {
        for (var minute = 0; minute < 116; minute += 4) {
            for (var i = 0; i < 3; i++) {
                door.browser().from("198.51.100." + minute).post("/sign-in/link", "login", NOLWENN);
                settled();
            }
            door.site.clock.advance(Duration.ofMinutes(4));
        }
        assertEquals(List.of("6"), door.tables.query("SELECT count(*) FROM mail"), "three an hour");
        door.site.clock.advance(Duration.ofMinutes(3));

        owner.post("/sign-in/link", "login", NOLWENN);
        settled();

        assertEquals(List.of("6"), door.tables.query("SELECT count(*) FROM mail"), "the last one serves");
        var page = opened(owner, token());
        assertRedirect("/home", owner.post(page));
    }

    @Test
    void whoHasUsedTheLinkGetsAnotherOneAtOnce() {
        var page = opened(owner, mailedToken());
        owner.post(page);

        owner.post("/sign-in/link", "login", NOLWENN);
        settled();

        assertEquals(List.of("2"), door.tables.query("SELECT count(*) FROM mail"));
    }

    // --- The answer says nothing about the account ----------------------------------------------------------------

    @Test
    void theAnswerIsTheSameForSomebodyAndForNobody() {
        door.tables.execute("UPDATE account SET state = 'CLOSED' WHERE identifier = 'AB123456'");
        var known = owner.post("/sign-in/link", "login", "KM402716");

        for (var login : List.of("ZZ999999", "AB123456", "KM402716", "nobody@kervella.example")) {
            var other = door.browser().from(OWNER).post("/sign-in/link", "login", login);
            assertEquals(known.statusCode(), other.statusCode());
            assertEquals(
                    known.headers().entries().toString(),
                    other.headers().entries().toString());
        }
        IntStream.range(0, 5).forEach(i -> settled());
        assertEquals(List.of(NOLWENN), door.tables.query("SELECT recipient FROM mail"));
    }

    @Test
    void whoHasNotActivatedReadsHowToAndGetsNoLink() {
        for (var i = 0; i < 4; i++) {
            owner.post("/sign-in/link", "login", "AB123456");
            settled();
        }

        assertEquals(
                List.of("sign-in-link-activation|3|0"),
                door.tables.query("SELECT occasion, count(*), count(sealed) FROM mail GROUP BY 1"));
        assertEquals(List.of("0"), door.tables.query("SELECT count(*) FROM sign_in_link"));
    }

    // --- The link -----------------------------------------------------------------------------------------------

    @Test
    void nothingButTheButtonUsesTheLinkUp(Vertx vertx) {
        var token = mailedToken();
        var scanner = WebClient.create(vertx);
        for (var method : List.of(HttpMethod.HEAD, HttpMethod.GET)) {
            Await.done(scanner.requestAbs(method, door.site.address() + OPEN + "?token=" + token)
                    .send());
        }
        for (var i = 0; i < 3; i++) {
            var prefetcher = door.browser();
            var page = opened(prefetcher, token);
            assertEquals("no-referrer", prefetcher.get(page).getHeader("Referrer-Policy"));
        }
        assertEquals(List.of("0"), door.tables.query("SELECT count(*) FROM session"));

        var page = opened(owner, token);
        assertRedirect("/home", owner.post(page));
    }

    @Test
    void itWorksOnceAndTheSecondTimeIsInTheJournal() {
        var token = mailedToken();
        var page = opened(owner, token);
        owner.post(page);
        var thief = door.browser();

        assertEquals(page, opened(thief, token));

        assertEquals(410, thief.get(page).statusCode());
        assertEquals(410, thief.post(page).statusCode());
        assertEquals(410, thief.post(page).statusCode());
        assertNull(thief.cookie("session"));
    }

    @Test
    void ofManyWhoUseItAtOnceOneWins() {
        var token = mailedToken();

        var tries = IntStream.range(0, 8)
                .mapToObj(i -> door.bus.request(RecoveryApi.USE_SIGN_IN_LINK, use(token)))
                .toList();

        var outcomes = tries.stream()
                .map(each -> Await.done(each.transform(outcome -> Future.succeededFuture(
                        outcome.succeeded() ? "done" : ((Failure) outcome.cause()).messageId()))))
                .toList();
        assertEquals(1, Collections.frequency(outcomes, "done"), outcomes::toString);
        assertEquals(7, Collections.frequency(outcomes, "recovery.expired"), outcomes::toString);
        assertEquals(
                List.of("1"), door.tables.query("SELECT count(*) FROM journal WHERE event = 'SIGN_IN_LINK_REFUSED'"));
    }

    @Test
    void itWorksForTenMinutes() {
        var page = opened(owner, mailedToken());

        door.site.clock.advance(Duration.ofMinutes(10).minusSeconds(1));
        assertEquals(200, owner.get(page).statusCode());
        door.site.clock.advance(Duration.ofSeconds(1));
        assertEquals(410, owner.get(page).statusCode());
        assertEquals(410, owner.post(page).statusCode());
    }

    @Test
    void eachTabHasItsLink() {
        var first = opened(owner, mailedToken());
        var second = opened(owner, "another-link");

        assertEquals(410, owner.get(second).statusCode());
        assertTrue(owner.get(first).bodyAsString().contains("KM402716"));
        assertEquals(410, owner.post(second).statusCode());
        assertRedirect("/home", owner.post(first));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a%0d%0aSet-Cookie:%20a=b", "%00"})
    void aLinkThatIsNoneIsMissing(String token) {
        assertEquals(400, owner.get(OPEN + "?token=" + token).statusCode());
        assertEquals(400, owner.get(OPEN).statusCode());
    }

    @Test
    void aBrowserWithoutCookiesIsToldSo() {
        var page = opened(door.browser(), mailedToken());

        var told = owner.get(page);
        assertEquals(400, told.statusCode());
        assertTrue(told.bodyAsString().contains("href=\"/sign-in/link\""), told.bodyAsString());
        assertEquals(400, owner.post(page).statusCode());
    }

    @Test
    void aLinkToANewPasswordOpensNoSessionAndTheOtherWayRound() {
        Links.add(
                door.site,
                "recovery-token",
                People.NOLWENN,
                door.site.clock.instant().plus(Duration.ofHours(1)));
        var signIn = mailedToken();

        var page = opened(owner, "recovery-token");
        assertEquals(410, owner.get(page).statusCode());
        assertEquals(
                "recovery.expired",
                ((Failure) Await.failure(door.bus.request(RecoveryApi.LINK, new RecoveryApi.Link(new Secret(signIn)))))
                        .messageId());
    }

    @Test
    void aClosedAccountIsNotOpened() {
        var page = opened(owner, mailedToken());
        door.tables.execute("UPDATE account SET state = 'CLOSED'");

        assertEquals(410, owner.post(page).statusCode());
    }

    @Test
    void aNewPasswordEndsTheLinks() {
        var link = mailedToken();
        Links.add(
                door.site,
                "recovery-token",
                People.NOLWENN,
                door.site.clock.instant().plus(Duration.ofHours(1)));
        assertEquals(
                204,
                door.api()
                        .put(
                                "/recoveries/password",
                                JsonObject.of(
                                        "token",
                                        "recovery-token",
                                        "password",
                                        "Cormoran-gris.48",
                                        "passwordConfirmation",
                                        "Cormoran-gris.48"))
                        .status());

        var page = opened(owner, link);

        assertEquals(410, owner.get(page).statusCode());
    }

    @Test
    void theTokenIsReadableNowhere() {
        var token = mailedToken();

        for (var table : List.of("mail", "sign_in_link", "recovery_request", "journal")) {
            var rows =
                    door.tables.query("SELECT one::text FROM " + table + " one").toString();
            assertFalse(rows.contains(token), table);
        }
    }

    /** The path of the page that a mailed link opens. */
    private static String opened(Browser browser, String token) {
        var answer = browser.get(OPEN + "?token=" + token);
        assertEquals(303, answer.statusCode(), answer::bodyAsString);
        assertTrue(answer.getHeader("Location").startsWith(OPEN + "/"), answer.getHeader("Location"));
        return answer.getHeader("Location");
    }

    private static RecoveryApi.UseSignInLink use(String token) {
        return new RecoveryApi.UseSignInLink(
                new Secret(token), Channel.BROWSER, Optional.empty(), Optional.empty(), Optional.empty(), OWNER);
    }

    private void guess(String network, String login) {
        door.browser().from(network).post("/sign-in", "login", login, "password", "guess");
    }

    private String mailedToken() {
        owner.post("/sign-in/link", "login", "KM402716");
        settled();
        return token();
    }

    /** The token in the newest mail. */
    private String token() {
        var mail = door.tables
                .query("SELECT id, encode(sealed, 'hex') FROM mail WHERE occasion = 'sign-in-link'"
                        + " ORDER BY created_at DESC LIMIT 1")
                .get(0)
                .split("\\|", -1);
        return door.site
                .foundation
                .box()
                .open(Buffer.buffer(HexFormat.of().parseHex(mail[1])), "mail:" + mail[0])
                .text();
    }

    /** Waits until one more request is processed. */
    private void settled() {
        try {
            assertNotNull(worked.poll(10, TimeUnit.SECONDS), "nothing was worked on");
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void assertRedirect(String path, HttpResponse<Buffer> answer) {
        assertEquals(303, answer.statusCode(), answer::bodyAsString);
        assertEquals(path, answer.getHeader("Location"));
    }
}
