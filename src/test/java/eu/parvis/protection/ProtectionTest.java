package eu.parvis.protection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.Await;
import eu.parvis.badinput.NastyValue;
import eu.parvis.badinput.ValueTrial;
import eu.parvis.badinput.ValueTrial.Answer;
import eu.parvis.crypto.Secret;
import eu.parvis.http.Browser;
import eu.parvis.signin.password.Door;
import eu.parvis.signin.password.People;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** Sign-ins from devices that are not known, and the lock with which the owner answers. */
@ExtendWith(VertxExtension.class)
class ProtectionTest {

    private static final String IDENTIFIER = "KM402716";
    private static final String NOLWENN = "nolwenn@kervella.example";
    private static final String NEW = "Tilleul.argente-77";
    private static final String NEW_DEVICE = "new-device " + NOLWENN;
    private static final UUID MAEL = new UUID(0, 9);

    private Door door;
    private Browser home;

    @BeforeEach
    void open(Vertx vertx) {
        door = new Door(vertx, Map.of("http.trustedProxies", "127.0.0.1"));
        home = door.browser().from("203.0.113.7");
    }

    private static HttpResponse<Buffer> signIn(Browser browser, String password) {
        return browser.post("/sign-in", "login", IDENTIFIER, "password", password);
    }

    private void pass(Duration time) {
        door.site.clock.advance(time);
    }

    // --- New devices --------------------------------------------------------------------------------------------

    @Test
    void theVeryFirstSignInIsNotMailedAndNoneFromAKnownBrowser() {
        for (var i = 0; i < 3; i++) {
            assertRedirect("/home", signIn(home, Door.PASSWORD));
            pass(Duration.ofDays(40));
        }

        assertEquals(List.of(), door.site.mails());
    }

    @Test
    void aSignInFromABrowserThatIsNotKnownIsMailedOnce() {
        signIn(home, Door.PASSWORD);
        pass(Duration.ofMinutes(1));
        var elsewhere = door.browser().from("198.51.100.4");

        signIn(elsewhere, Door.PASSWORD);
        signIn(elsewhere, Door.PASSWORD);

        assertEquals(List.of(NEW_DEVICE), door.site.mails());
        assertEquals(
                List.of("2026-11-24T09:01:00Z|198.51.100.4|" + People.NOLWENN),
                door.tables.query(
                        "SELECT content ->> 'signedInAt', content ->> 'address', content ->> 'account' FROM mail"));
    }

    @Test
    void theMailNamesTheProgramInWords() {
        signIn(home, Door.PASSWORD);
        apiSignIn("python-requests/2.32", 201);
        apiSignIn("evil.example/1", 201);

        assertEquals(
                List.of("inconnu", "python-requests"),
                door.tables.query("SELECT content ->> 'device' FROM mail ORDER BY 1"));
    }

    @Test
    void aProgramIsKnownByItsToken() {
        signIn(home, Door.PASSWORD);
        var token = apiSignIn("python-requests/2.32", 201).getString("deviceToken");
        door.api()
                .with("Device-Token", token)
                .post("/sessions", JsonObject.of("login", IDENTIFIER, "password", Door.PASSWORD));

        assertEquals(List.of(NEW_DEVICE), door.site.mails());
    }

    private JsonObject apiSignIn(String program, int status) {
        var answer = door.api()
                .with("User-Agent", program)
                .post("/sessions", JsonObject.of("login", IDENTIFIER, "password", Door.PASSWORD));
        assertEquals(status, answer.status());
        return answer.json();
    }

    @Test
    void noMoreThanThreeAnHourAndNoOtherMailWaitsForThem() {
        signIn(home, Door.PASSWORD);
        for (var i = 0; i < 5; i++) {
            assertRedirect("/home", signIn(door.browser(), Door.PASSWORD));
        }

        assertEquals(List.of(NEW_DEVICE, NEW_DEVICE, NEW_DEVICE), door.site.mails());
        home.post("/forgot-password", "login", IDENTIFIER);
        waitForMails(4);
    }

    @Test
    void aWrongPasswordIsNotMailed() {
        signIn(home, Door.PASSWORD);
        signIn(door.browser(), "wrong");

        assertEquals(List.of(), door.site.mails());
    }

    /** Idea 11; the time advances, so that the tries of strangers go on all the time. */
    @Test
    void afterAThousandWrongPasswordsFromOutsideTheKnownBrowserStillEnters() {
        signIn(home, Door.PASSWORD);
        for (var i = 0; i < 1_000; i++) {
            signIn(door.browser().from("198.51." + i % 100 + "." + i % 250), "guess");
            if (i % 10 == 9) {
                pass(Duration.ofMinutes(1));
            }
        }

        assertEquals(
                429, signIn(door.browser().from("192.0.2.1"), Door.PASSWORD).statusCode());
        assertRedirect("/home", signIn(home, Door.PASSWORD));
    }

    @Test
    void aMarkOfSomebodysOwnMakingIsNoKnownBrowser() {
        signIn(home, Door.PASSWORD);
        var mark = home.cookie("device");
        var forged = List.of(
                mark.substring(0, mark.length() - 2) + "AA",
                mark.replace('.', '-'),
                door.site.foundation.signature().sign("another purpose", People.NOLWENN + " 1 2"));

        for (var device : forged) {
            pass(Duration.ofHours(1));
            signIn(door.browser().with("device", device), Door.PASSWORD);
        }

        assertEquals(3, door.site.mails().size(), () -> door.site.mails().toString());
    }

    /** keycloak#45388. The tries at the typed login stay: a stranger would see which of the two names exists. */
    @Test
    void whoIsHeldByStrangersIsOfferedALinkAndANewPasswordForgetsTheTriesAtTheAccount() {
        for (var i = 0; i < 40; i++) {
            signIn(door.browser().from("198.51.100." + i % 4), "guess");
        }
        var refused = signIn(home, Door.PASSWORD);
        assertEquals(429, refused.statusCode());
        assertTrue(refused.bodyAsString().contains("action=\"/sign-in/link\""), refused.bodyAsString());
        assertEquals(401, byAddress(home, Door.PASSWORD).statusCode(), "not evaluated");

        home.post("/forgot-password", "login", IDENTIFIER);
        waitForMails(1);
        var choice = openReset(door.site.secretOf("recovery", NOLWENN));
        home.post(choice, "password", NEW, "passwordConfirmation", NEW);

        assertRedirect("/home", signIn(home, NEW));
        assertRedirect("/home", byAddress(door.browser().from("192.0.2.1"), NEW));
    }

    private static HttpResponse<Buffer> byAddress(Browser browser, String password) {
        return browser.post("/sign-in", "login", NOLWENN, "password", password);
    }

    // --- The lock -----------------------------------------------------------------------------------------------

    /** The link in the mail of this occasion, as it is written when the mail leaves. */
    private String lockLink(String occasion) {
        var issued =
                door.tables.query("SELECT content ->> 'account' || ' ' || round(extract(epoch FROM created_at) * 1000)"
                        + " FROM mail WHERE occasion = '" + occasion + "'");
        return "/lock-account?token=" + door.site.foundation.signature().sign("lock account", issued.get(0));
    }

    private String stolen() {
        signIn(home, Door.PASSWORD);
        pass(Duration.ofMinutes(5));
        signIn(door.browser().from("198.51.100.4"), Door.PASSWORD);
        pass(Duration.ofMinutes(5));
        return lockLink("new-device");
    }

    private static String open(Browser browser, String link) {
        var opened = browser.get(link);
        assertEquals(303, opened.statusCode(), opened::bodyAsString);
        assertEquals("no-referrer", opened.getHeader("Referrer-Policy"));
        assertFalse(opened.getHeader("Location").contains("token"));
        return opened.getHeader("Location");
    }

    @Test
    void lookingAtTheLinkLocksNothingAndShowsAMaskedAddress() {
        var link = stolen();
        var anywhere = door.browser();

        var page = anywhere.get(open(anywhere, link));

        assertEquals(200, page.statusCode());
        assertTrue(page.bodyAsString().contains("n•••@kervella.example"), page.bodyAsString());
        assertFalse(page.bodyAsString().contains(IDENTIFIER));
        assertEquals(204, home.get("/room").statusCode());
        assertRedirect("/home", signIn(home, Door.PASSWORD));
    }

    @Test
    void theButtonEndsEverythingAtOnce() {
        mael();
        var link = stolen();
        var program = apiSignIn("python-requests/2.32", 201);
        home.post("/forgot-password", "login", IDENTIFIER);
        home.post("/sign-in/link", "login", IDENTIFIER);
        waitForMails(4);
        var reset = door.site.secretOf("recovery", NOLWENN);
        pass(Duration.ofMinutes(1));
        var anywhere = door.browser();

        assertRedirect("/account-locked", anywhere.post(open(anywhere, link)));

        assertRedirect("/sign-in?returnTo=%2Froom", home.get("/room"));
        assertTrue(home.get("/sign-in?returnTo=%2Froom").bodyAsString().contains("Your account has been blocked"));
        assertEquals(
                401, door.api().bearer(program.getString("token")).get("/me").status());
        assertEquals(
                List.of("0|0"),
                door.tables.query("SELECT (SELECT count(*) FROM session), (SELECT count(*) FROM device)"));
        assertEquals(410, home.get(openReset(reset)).statusCode());
        assertEquals(
                List.of("account-locked " + NOLWENN, "member-locked mael@kervella.example", NEW_DEVICE, NEW_DEVICE),
                door.site.mails().stream().sorted().toList());
        assertTrue(
                door.site.journal().contains("ACCOUNT_LOCKED DONE"),
                () -> door.site.journal().toString());
    }

    private String openReset(Secret token) {
        return home.get("/new-password?token=" + token.text()).getHeader("Location");
    }

    /** Another administrator of Menuiserie Kervella. */
    private void mael() {
        door.tables.execute("""
                INSERT INTO account (id, identifier, email, email_key, first_name, last_name, language, state, step,
                                     password_hash, password_kind, password_changed_at, created_at, activated_at)
                SELECT '%s', 'MC100200', 'mael@kervella.example', 'mael@kervella.example', 'Mael', 'Cariou', 'fr', state,
                       step, password_hash, password_kind, password_changed_at, created_at, activated_at
                FROM account WHERE id = '%s'
                """.formatted(MAEL, People.NOLWENN), """
                INSERT INTO member (id, organisation_id, account_id, roles, state, created_at, changed_at)
                VALUES (gen_random_uuid(), '%s', '%s', '{ADMINISTRATOR}', 'ACTIVE', '2026-11-01Z', '2026-11-01Z')
                """.formatted(People.MENUISERIE, MAEL));
    }

    @Test
    void whoSignsInMeanwhileReadsWhatAStrangerReads() {
        var link = stolen();
        home.post(open(home, link));
        pass(Duration.ofMinutes(1));

        var known = signIn(door.browser(), Door.PASSWORD);
        var wrong = signIn(door.browser(), "wrong");
        var unknown = door.browser().post("/sign-in", "login", "ZZ999999", "password", Door.PASSWORD);

        for (var other : List.of(wrong, unknown)) {
            assertEquals(known.statusCode(), other.statusCode());
            assertEquals(
                    known.bodyAsString().replace(IDENTIFIER, "…"),
                    other.bodyAsString().replace(IDENTIFIER, "…").replace("ZZ999999", "…"));
        }
    }

    @Test
    void theMailedLinkToANewPasswordOpensTheAccountAgain() {
        home.post(open(home, stolen()));
        pass(Duration.ofMinutes(1));

        var choice = openReset(door.site.secretOf("account-locked", NOLWENN));
        assertEquals(
                400,
                home.post(choice, "password", Door.PASSWORD, "passwordConfirmation", Door.PASSWORD)
                        .statusCode(),
                "the password that the thief knows");
        assertRedirect("/sign-in", home.post(choice, "password", NEW, "passwordConfirmation", NEW));

        assertEquals(401, signIn(home, Door.PASSWORD).statusCode());
        assertRedirect("/home", signIn(home, NEW));
    }

    @Test
    void aLinkToSignInThatIsAskedForMeanwhileLeadsToANewPassword() {
        home.post(open(home, stolen()));
        pass(Duration.ofMinutes(1));
        home.post("/sign-in/link", "login", IDENTIFIER);
        waitForMails(3);

        assertEquals(
                List.of("account-locked " + NOLWENN, NEW_DEVICE, "recovery " + NOLWENN),
                door.site.mails().stream().sorted().toList());
        assertEquals(
                200,
                home.get(openReset(door.site.secretOf("recovery", NOLWENN))).statusCode());
    }

    @Test
    void noBrowserFromBeforeIsKnownAfterwards() {
        var thief = door.browser().from("198.51.100.4");
        signIn(home, Door.PASSWORD);
        signIn(thief, Door.PASSWORD);
        pass(Duration.ofMinutes(5));
        home.post(open(home, lockLink("new-device")));
        pass(Duration.ofHours(2));
        var choice = openReset(linkOfNewMail());
        home.post(choice, "password", NEW, "passwordConfirmation", NEW);
        signIn(home, NEW);
        var before = door.site.mails().size();

        signIn(thief, NEW);
        assertEquals(before + 1, door.site.mails().size(), "the mark of the thief is worth nothing");
        signIn(home, NEW);
        assertEquals(before + 1, door.site.mails().size());
    }

    /** The one in the mail about the lock is over by now. */
    private Secret linkOfNewMail() {
        home.post("/forgot-password", "login", IDENTIFIER);
        waitForMails(3);
        return door.site.secretOf("recovery", NOLWENN);
    }

    /** Else the mail that opens the account again would reach the thief. */
    @Test
    void aChangeOfTheAddressThatIsUnderWayOrCanBeUndoneIsTakenBack() {
        var link = stolen();
        door.tables.execute("""
                UPDATE account SET email = 'thief@elsewhere.example', email_key = 'thief@elsewhere.example'
                WHERE id = '%1$s'
                """.formatted(People.NOLWENN), """
                INSERT INTO email_change (id, account_id, new_email, token_hash, asked_at, mailed_at, expires_at, state,
                                          confirmed_at, former_email, undo_token_hash, undo_until)
                VALUES (gen_random_uuid(), '%1$s', 'thief@elsewhere.example', '\\x01', '2026-11-24 09:06Z', '2026-11-24 09:06Z',
                        '2026-11-24 10:06Z', 'CONFIRMED', '2026-11-24 09:07Z', 'nolwenn@kervella.example', '\\x02',
                        '2026-11-27 09:07Z'),
                       (gen_random_uuid(), '%1$s', 'other@elsewhere.example', '\\x03', '2026-11-24 09:08Z', '2026-11-24 09:08Z',
                        '2026-11-24 10:08Z', 'PENDING', NULL, NULL, NULL, NULL);
                INSERT INTO contact (organisation_id, kind, account_id, first_name, last_name, email, phone, changed_at)
                VALUES ('%2$s', 'BILLING_CONTACT', '%1$s', 'Nolwenn', 'Kervella', 'thief@elsewhere.example', NULL,
                        '2026-11-02Z')
                """.formatted(People.NOLWENN, People.MENUISERIE));

        assertRedirect("/account-locked", home.post(open(home, link)));

        assertTrue(
                door.site.mails().contains("account-locked " + NOLWENN),
                () -> door.site.mails().toString());
        assertEquals(
                List.of(NOLWENN + "|CANCELLED,UNDONE"),
                door.tables.query("SELECT email_key, (SELECT string_agg(state, ',' ORDER BY state) FROM email_change)"
                        + " FROM account WHERE id = '" + People.NOLWENN + "'"));
        assertEquals(List.of(NOLWENN), door.tables.query("SELECT email FROM contact"));
    }

    @Test
    void aLinkLocksOnceAndSaysSoTheSecondTime() {
        var link = stolen();
        var page = open(home, link);
        home.post(page);

        assertEquals(410, home.get(page).statusCode());
        assertTrue(home.get(page).bodyAsString().contains("This link has been used"), home.get(page)::bodyAsString);
        assertEquals(410, home.post(page).statusCode());
        assertEquals(
                1,
                door.site.mails().stream()
                        .filter(mail -> mail.startsWith("account-locked"))
                        .count());
    }

    @Test
    void ofTwoWhoPressAtOnceOneLocks() {
        var page = open(home, stolen());
        var form = MultiMap.caseInsensitiveMultiMap();

        var first = home.send(page, form);
        var second = home.send(page, form);

        assertEquals(
                List.of(303, 410),
                Stream.of(first, second)
                        .map(each -> Await.done(each).statusCode())
                        .sorted()
                        .toList());
    }

    @Test
    void aLinkIsOverAfterAWeek() {
        var link = stolen();
        pass(Duration.ofDays(7).minusMinutes(6));
        assertEquals(200, home.get(open(home, link)).statusCode());
        pass(Duration.ofMinutes(2));

        var page = home.get(open(home, link));
        assertEquals(410, page.statusCode());
        assertTrue(page.bodyAsString().contains("This link no longer works"), page.bodyAsString());
    }

    @Test
    void aLinkOfSomebodysOwnMakingLocksNothing() {
        stolen();
        for (var payload : List.of(People.NOLWENN + " 1", "x")) {
            var token = door.site.foundation.signature().sign("known device", payload);
            assertEquals(
                    410, home.get(open(home, "/lock-account?token=" + token)).statusCode());
        }
        assertEquals(400, home.get("/lock-account").statusCode());
        assertEquals(400, home.get("/lock-account?token=a%20b").statusCode());
        assertEquals(400, door.browser().get(open(home, lockLink("new-device"))).statusCode(), "no cookie");
    }

    @Test
    void theOwnerLocksWithOneButton() {
        signIn(home, Door.PASSWORD);
        assertEquals(200, home.get("/account/protection").statusCode());

        var locked = home.post("/account/protection");

        assertRedirect("/account-locked", locked);
        assertEquals("\"cache\", \"storage\"", locked.getHeader("Clear-Site-Data"));
        assertNull(home.cookie("session"));
        assertEquals(200, home.get("/account-locked").statusCode());
        assertEquals(401, signIn(home, Door.PASSWORD).statusCode());
        assertEquals(List.of("account-locked " + NOLWENN), door.site.mails());
    }

    @Test
    void aProgramLocksToo() {
        var api = door.api().bearer(apiSignIn("curl/8", 201).getString("token"));

        assertEquals(204, api.post("/me/lockdown", new JsonObject()).status());

        assertEquals(401, api.get("/me").status());
        assertEquals(401, signIn(home, Door.PASSWORD).statusCode());
    }

    private void waitForMails(int count) {
        for (var patience = 0; patience < 100 && door.site.mails().size() < count; patience++) {
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
        assertEquals(count, door.site.mails().size(), () -> door.site.mails().toString());
    }

    private static void assertRedirect(String path, HttpResponse<Buffer> answer) {
        assertEquals(303, answer.statusCode(), answer::bodyAsString);
        assertEquals(path, answer.getHeader("Location"));
    }

    @TestFactory
    Stream<DynamicTest> aLinkThatIsNoneOfOursLocksNothing() {
        return Stream.of("/lock-account?token=", "/lock-account/")
                .flatMap(path -> new ValueTrial(
                                NastyValue.IN_ADDRESS,
                                value -> Answer.of(door.browser().get(path + ValueTrial.inAddress(value))),
                                400)
                        .tests());
    }
}
