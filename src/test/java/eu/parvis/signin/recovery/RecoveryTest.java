package eu.parvis.signin.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import eu.parvis.Await;
import eu.parvis.Statements;
import eu.parvis.account.Login;
import eu.parvis.account.PasswordChoice;
import eu.parvis.bus.Failure;
import eu.parvis.crypto.HashingApi;
import eu.parvis.crypto.Secret;
import eu.parvis.http.Browser;
import eu.parvis.mail.MailApi;
import eu.parvis.signin.password.Door;
import eu.parvis.signin.password.People;
import eu.parvis.signin.recovery.RecoveryRepository.RecoveryRequest;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecoveryTest {

    private static final String NOLWENN = "nolwenn@kervella.example";
    private static final String ERWAN = "erwan@kervella.example";
    private static final String NEW = "Cormoran-gris.48";
    private static final Pattern LINK = Pattern.compile("https://\\S+(/new-password\\?token=([A-Za-z0-9_-]{43}))");

    private final GreenMail mails = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private final Statements statements = new Statements();
    private final Vertx vertx = statements.vertx();
    private final LinkedBlockingQueue<MailApi.Queued> worked = new LinkedBlockingQueue<>();
    private Door door;
    private Browser browser;

    @BeforeEach
    void open() {
        mails.start();
        door = new Door(
                vertx,
                Map.of(
                        "smtp.host",
                        "127.0.0.1",
                        "smtp.port",
                        String.valueOf(mails.getSmtp().getPort())));
        browser = door.browser();
        Await.done(door.bus.listen(MailApi.QUEUED, worked::add));
    }

    @AfterEach
    void close() {
        // As a node stops: the verticles first, which wait for the mail in progress, then the pool of the database.
        Await.done(
                Future.join(vertx.deploymentIDs().stream().map(vertx::undeploy).toList()));
        Await.done(vertx.close());
        mails.stop();
    }

    @Test
    void theForgottenIdentifierIsMailedWithAllThatBelongsToTheAddress() {
        var answer = browser.post("/forgot-identifier", "email", "Nolwenn@Kervella.example");

        assertRedirect("/forgot-identifier/sent", answer);
        var mail = received(1);
        assertTrue(mail.contains("\nKM402716\n"), mail);
        assertTrue(mail.contains("Menuiserie Kervella"), mail);
        assertTrue(browser.get("/forgot-identifier/sent").bodyAsString().contains("If an account"));
    }

    @Test
    void whoOnlyInvitesIsNotNamedBesideTheIdentifier() {
        new People(door.tables).invitedElsewhere();

        browser.post("/forgot-identifier", "email", NOLWENN);

        var mail = received(1);
        assertTrue(mail.contains("Menuiserie Kervella") && !mail.contains("Voilerie Cariou"), mail);
    }

    @Test
    void theAnswerIsTheSameForSomebodyAndForNobody() {
        for (var path : List.of("/forgot-identifier", "/forgot-password")) {
            var field = path.equals("/forgot-identifier") ? "email" : "login";
            var somebody = browser.post(path, field, NOLWENN);
            var nobody = browser.post(path, field, "nobody@kervella.example");

            assertEquals(somebody.statusCode(), nobody.statusCode());
            assertEquals(
                    somebody.headers().entries().toString(),
                    nobody.headers().entries().toString());
            assertEquals(somebody.bodyAsString(), nobody.bodyAsString());
            assertEquals(
                    browser.get(path + "/sent").bodyAsString(),
                    door.browser().get(path + "/sent").bodyAsString());
        }
        IntStream.range(0, 4).forEach(i -> settled());
        assertEquals(List.of(NOLWENN), door.tables.query("SELECT DISTINCT recipient FROM mail"));
    }

    @Test
    void whatIsDoneBeforeTheAnswerIsOneRowWhoeverItIs() {
        var somebody = firstStatementFor(NOLWENN);
        settled();
        var nobody = firstStatementFor("ZZ999999");
        settled();

        assertEquals(somebody, nobody);
        assertTrue(somebody.startsWith("INSERT INTO recovery_request"), somebody);
        assertEquals(List.of("0"), door.tables.query("SELECT count(*) FROM recovery_request"));
    }

    /** The first statement about this login; the outbox and the search for further requests run concurrently. */
    private String firstStatementFor(String login) {
        return statements.of(() -> browser.post("/forgot-password", "login", login)).stream()
                .filter(statement -> !statement.contains(" mail "))
                .filter(statement -> !statement.startsWith("UPDATE recovery_request"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theMailedLinkChoosesANewPasswordOnce() {
        var link = linkFor("KM402716");

        var choice = open(browser, link);
        var page = browser.get(choice);
        assertEquals(200, page.statusCode());
        assertEquals("no-referrer", page.getHeader("Referrer-Policy"));
        assertTrue(page.bodyAsString().contains("KM402716"), page.bodyAsString());
        assertRedirect("/sign-in", choose(choice, NEW, NEW));

        assertTrue(browser.get("/sign-in").bodyAsString().contains("Your new password is saved"));
        assertEquals(401, signIn("KM402716", Door.PASSWORD).statusCode());
        assertRedirect("/home", signIn("KM402716", NEW));
        var again = door.browser();
        assertEquals(410, again.get(open(again, link)).statusCode());
        assertEquals(
                410,
                again.post(choice, "password", Door.PASSWORD, "passwordConfirmation", Door.PASSWORD)
                        .statusCode());
        again.post(choice, "password", NEW, "passwordConfirmation", NEW);
        assertEquals(
                List.of(
                        "PASSWORD_RECOVERY_USED|DONE",
                        "SESSIONS_ENDED_BY_CHANGE|DONE",
                        "RECOVERY_LINK_REFUSED|REFUSED"),
                door.tables.query("SELECT event, outcome FROM journal WHERE event IN ('PASSWORD_RECOVERY_USED',"
                        + " 'SESSIONS_ENDED_BY_CHANGE', 'RECOVERY_LINK_REFUSED') ORDER BY id"));
    }

    @Test
    void lookingAtTheLinkUsesNothingUp() {
        var link = linkFor("KM402716");

        for (var i = 0; i < 5; i++) {
            var scanner = door.browser();
            assertEquals(200, scanner.get(open(scanner, link)).statusCode());
        }

        assertRedirect("/sign-in", choose(open(browser, link), NEW, NEW));
    }

    @Test
    void ofManyWhoUseTheLinkAtOnceOneWins() {
        var token = token(linkFor("KM402716"));

        var tries = IntStream.range(0, 8)
                .mapToObj(i -> door.bus.request(RecoveryApi.CHOOSE_PASSWORD, choice(token, NEW + i)))
                .toList();

        var outcomes = tries.stream()
                .map(each -> Await.done(each.transform(outcome -> Future.succeededFuture(
                        outcome.succeeded() ? "done" : ((Failure) outcome.cause()).messageId()))))
                .toList();
        assertEquals(1, Collections.frequency(outcomes, "done"), outcomes::toString);
        assertEquals(7, Collections.frequency(outcomes, "recovery.expired"), outcomes::toString);
    }

    @Test
    void theLinkWorksForAnHour() {
        var choice = open(browser, linkFor("KM402716"));

        door.site.clock.advance(Duration.ofHours(1).minusSeconds(1));
        assertEquals(200, browser.get(choice).statusCode());
        door.site.clock.advance(Duration.ofSeconds(1));
        assertEquals(410, browser.get(choice).statusCode());
        assertEquals(410, choose(choice, NEW, NEW).statusCode());
    }

    @Test
    void fromALinkThatWorksNoMoreItIsOneClickToANewOne() {
        var choice = open(browser, linkFor("KM402716"));
        door.site.clock.advance(Duration.ofHours(2));
        assertTrue(browser.get(choice).bodyAsString().contains("action=\"" + choice + "/renew\""));

        assertRedirect("/new-password/sent", browser.post(choice + "/renew"));

        assertRedirect("/sign-in", choose(open(browser, link(received(2))), NEW, NEW));
    }

    @Test
    void aLinkOfSomebodysOwnMakingIsAnExpiredOne() {
        var choice = open(browser, "/new-password?token=x");

        assertEquals(410, browser.get(choice).statusCode());
        assertEquals(410, choose(choice, NEW, NEW).statusCode());
        assertRedirect("/forgot-password", browser.post(choice + "/renew"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?token=", "?token=a%0d%0aSet-Cookie:%20a=b", "?token=a%3Bb=c", "?token=%00", "/x"})
    void anAddressWithoutALinkAsksForTheWholeOne(String rest) {
        var page = browser.get("/new-password" + rest);

        assertEquals(400, page.statusCode());
        assertTrue(page.bodyAsString().contains("check that you have copied all of it"), page.bodyAsString());
        assertEquals(List.of(), page.cookies());
    }

    @Test
    void eachOfTwoTabsChangesThePasswordOfItsOwnAccount() {
        erwanHasChosenAPassword();
        var nolwenns = open(browser, linkFor("KM402716"));
        var erwans = open(browser, link(received(2, () -> browser.post("/forgot-password", "login", ERWAN))));
        var nolwennsPage = browser.get(nolwenns).bodyAsString();
        assertTrue(nolwennsPage.contains("KM402716"), nolwennsPage);
        assertTrue(nolwennsPage.contains("action=\"" + nolwenns + "\""), nolwennsPage);
        assertNotEquals(nolwenns, erwans);

        assertRedirect("/sign-in", choose(nolwenns, NEW, NEW));
        assertRedirect("/sign-in", choose(erwans, NEW + "b", NEW + "b"));

        assertEquals(303, signIn("KM402716", NEW).statusCode());
        assertEquals(303, signIn(ERWAN, NEW + "b").statusCode());
    }

    @Test
    void whoBlocksCookiesIsToldSoAndTheLinkStillWorks() {
        var link = linkFor("KM402716");
        var choice = open(door.browser(), link);
        var blocking = door.browser();

        for (var page : List.of(
                blocking.get(choice),
                blocking.post(choice, "password", NEW, "passwordConfirmation", NEW),
                blocking.post("/new-password", "password", NEW, "passwordConfirmation", NEW))) {
            assertEquals(400, page.statusCode());
            assertTrue(page.bodyAsString().contains("If your browser blocks cookies"), page.bodyAsString());
            assertFalse(page.bodyAsString().contains("has been used"), page.bodyAsString());
        }

        assertRedirect("/sign-in", choose(open(browser, link), NEW, NEW));
    }

    @Test
    void theAddressOfThePageIsNoSecret() {
        var link = linkFor("KM402716");
        var choice = open(browser, link);

        var id = choice.substring(choice.lastIndexOf('/') + 1);
        assertFalse(link.contains(id), link);
        assertEquals(
                List.of("0"),
                door.tables.query("SELECT count(*) FROM recovery WHERE encode(token_hash, 'hex') LIKE '%" + id + "%'"));
    }

    @Test
    void linksThatOtherSitesOpenDoNotFillTheBrowserWithCookies() {
        for (var i = 0; i < 30; i++) {
            browser.get("/new-password?token=made-up-" + i);
        }

        assertTrue(browser.cookies().size() <= 9, () -> browser.cookies().toString());
        assertRedirect("/sign-in", choose(open(browser, linkFor("KM402716")), NEW, NEW));
    }

    @Test
    void aNewPasswordEndsAllSessionsAndOldTriesAndIsToldByMail() {
        signIn("KM402716", Door.PASSWORD);
        var stranger = door.browser();
        for (var i = 0; i < 11; i++) {
            stranger.post("/sign-in", "login", "KM402716", "password", "guess");
        }
        assertEquals(204, browser.get("/room").statusCode());
        var recovering = door.browser();
        var choice = open(recovering, linkFor("KM402716"));

        recovering.post(choice, "password", NEW, "passwordConfirmation", NEW);

        assertEquals(303, browser.get("/room").statusCode());
        var notice = received(2);
        assertTrue(notice.contains("KM402716"), notice);
        assertFalse(notice.contains(NEW), "a password is mailed");
        assertRedirect("/home", recovering.post("/sign-in", "login", "KM402716", "password", NEW));
        assertEquals(
                List.of("1"), door.tables.query("SELECT count(*) FROM journal WHERE event = 'PASSWORD_RECOVERY_USED'"));
    }

    @Test
    void theOtherLinksDieWithTheFirst() {
        var first = linkFor("KM402716");
        var second = link(received(2, () -> browser.post("/forgot-password", "login", NOLWENN)));
        choose(open(browser, first), NEW, NEW);

        var page = browser.get(open(browser, second));
        assertEquals(410, page.statusCode());
        assertFalse(page.bodyAsString().contains("has not changed"), "it has, by the first link");
    }

    @Test
    void aLinkThatIsInvalidByNowIsNotMailed() {
        var first = linkFor("KM402716");
        received(2, () -> browser.post("/forgot-password", "login", NOLWENN));
        untilSent(2);
        door.tables.execute("UPDATE mail SET state = 'DELAYED', next_attempt_at = 'infinity' WHERE id ="
                + " (SELECT id FROM mail ORDER BY created_at DESC, id DESC LIMIT 1)");

        choose(open(browser, first), NEW, NEW);

        assertEquals(
                List.of("CANCELLED|recovery", "SENT|recovery"),
                door.tables.query("SELECT state, occasion FROM mail WHERE occasion = 'recovery' ORDER BY state"));
    }

    @Test
    void aPasswordThatIsNotGoodEnoughLeavesTheLinkAsItIs() {
        var choice = open(browser, linkFor("KM402716"));

        var weak = choose(choice, "kervella", "Kervella");

        assertEquals(400, weak.statusCode());
        for (var said : List.of("upper-case letter", "digit", "your name", "not the same")) {
            assertTrue(weak.bodyAsString().contains(said), said + weak.bodyAsString());
        }
        assertRedirect("/sign-in", choose(choice, NEW, NEW));
    }

    @Test
    void theCurrentPasswordIsNotTakenAsTheNewOneAndTheLinkStaysGood() {
        var choice = open(browser, linkFor("KM402716"));

        var same = choose(choice, Door.PASSWORD, Door.PASSWORD);

        assertEquals(400, same.statusCode());
        assertTrue(same.bodyAsString().contains("This is your current password"), same.bodyAsString());
        assertEquals(
                List.of("0"), door.tables.query("SELECT count(*) FROM journal WHERE event = 'PASSWORD_RECOVERY_USED'"));
        assertRedirect("/sign-in", choose(choice, NEW, NEW));
    }

    @Test
    void everyRuleThatCanRefuseAPasswordIsListedBeforeItIsTyped() {
        var choice = open(browser, linkFor("KM402716"));

        var page = browser.get(choice).bodyAsString();

        var ticked = page.substring(page.indexOf("Your password must have"), page.indexOf("Checked when you continue"));
        var later = page.substring(page.indexOf("Checked when you continue"));
        for (var rule : List.of("8 characters", "lower-case", "capital", "digit", "special")) {
            assertTrue(ticked.contains(rule), rule + ticked);
        }
        for (var rule : List.of("common word", "your name", "current password")) {
            assertTrue(later.contains(rule) && !ticked.contains(rule), rule + later);
        }
    }

    @Test
    void aPasswordThatTheBrowserCannotJudgeIsRefusedForTheListedReason() {
        var choice = open(browser, linkFor("KM402716"));

        var common = choose(choice, "Password1!", "Password1!");

        assertEquals(400, common.statusCode());
        assertTrue(common.bodyAsString().contains("Choose a less common password"), common.bodyAsString());
    }

    @Test
    void whoHasNotActivatedGetsANewTemporaryPasswordInTheirLanguage() {
        var mail = received(1, () -> browser.speaking("fr").post("/forgot-password", "login", "ab 123456"));

        assertTrue(mail.contains("Your new temporary password") || mail.contains("temporary password"), mail);
        var password = Pattern.compile("(?m)^([A-Za-z0-9.;!?]{10})$").matcher(mail);
        assertTrue(password.find(), mail);
        assertEquals(401, signIn("AB123456", Door.TEMPORARY).statusCode());
        assertRedirect("/activation", signIn("AB123456", password.group(1)));
        door.site.clock.advance(Duration.ofDays(3));
        assertEquals(401, signIn("AB123456", password.group(1)).statusCode());
    }

    @Test
    void aPasswordChosenWhileATemporaryOneIsPreparedStays() throws SQLException {
        try (var wizard = door.tables.connect();
                var statement = wizard.createStatement()) {
            wizard.setAutoCommit(false);
            statement.execute(
                    "UPDATE account SET step = 'CONTACTS', password_kind = 'CHOSEN', password_hash = 'chosen',"
                            + " password_expires_at = NULL WHERE identifier = 'AB123456'");
            browser.post("/forgot-password", "login", ERWAN);
            door.tables.untilWaiting(1);
            wizard.commit();
        }

        assertTrue(LINK.matcher(received(1)).find(), "a link, for there is a password");
        assertEquals(
                List.of("CONTACTS|CHOSEN|chosen"),
                door.tables.query(
                        "SELECT step, password_kind, password_hash FROM account WHERE identifier = 'AB123456'"));
    }

    @Test
    void whoStoppedInTheMiddleOfTheWizardGetsALinkAndGoesOnThere() {
        erwanHasChosenAPassword();

        choose(open(browser, linkFor(ERWAN)), NEW, NEW);

        assertRedirect("/activation", signIn(ERWAN, NEW));
        assertEquals(
                List.of("CHALLENGES"), door.tables.query("SELECT step FROM account WHERE identifier = 'AB123456'"));
    }

    private void erwanHasChosenAPassword() {
        door.tables.execute("UPDATE account SET step = 'CHALLENGES', password_kind = 'CHOSEN', "
                + "password_expires_at = NULL WHERE identifier = 'AB123456'");
    }

    @Test
    void threeMailsAnHourAndNoWordAboutTheFourth() {
        var first = browser.post("/forgot-password", "login", NOLWENN);
        settled();
        browser.post("/forgot-password", "login", NOLWENN);
        settled();
        browser.post("/forgot-password", "login", "KM402716");
        settled();
        var fourth = browser.post("/forgot-password", "login", NOLWENN);
        settled();

        assertEquals(
                first.headers().entries().toString(), fourth.headers().entries().toString());
        assertEquals(List.of("3"), door.tables.query("SELECT count(*) FROM mail"));

        door.site.clock.advance(Duration.ofHours(1).plusSeconds(1));
        browser.post("/forgot-password", "login", NOLWENN);
        settled();
        assertEquals(List.of("4"), door.tables.query("SELECT count(*) FROM mail"));
    }

    @Test
    void aStrangerWhoAsksForTheIdentifierDoesNotUseUpTheOwnersLinks() {
        for (var i = 0; i < 4; i++) {
            browser.post("/forgot-identifier", "email", NOLWENN);
            settled();
        }

        browser.post("/forgot-password", "login", NOLWENN);
        settled();

        assertEquals(
                List.of("identifiers|3", "recovery|1"),
                door.tables.query("SELECT occasion, count(*) FROM mail GROUP BY 1 ORDER BY 1"));
    }

    /** A person who has just registered has received two mails and may already have lost the password. */
    @Test
    void otherMailsDoNotStandInTheWay() {
        browser.post("/forgot-password", "login", NOLWENN);
        settled();
        door.tables.execute("""
                INSERT INTO mail (id, reference, group_id, occasion, recipient, recipient_key, language, content, state,
                                  created_at, next_attempt_at, changed_at)
                SELECT gen_random_uuid(), reference, group_id, 'roles-changed', recipient, recipient_key, language, content,
                       'SENT', created_at, next_attempt_at, changed_at
                FROM mail, generate_series(1, 3)
                """);

        browser.post("/forgot-password", "login", NOLWENN);
        settled();

        assertEquals(List.of("2"), door.tables.query("SELECT count(*) FROM mail WHERE occasion <> 'roles-changed'"));
    }

    @Test
    void manyRequestsAtOnceAreStillThreeMails() {
        var asked = IntStream.range(0, 10)
                .mapToObj(i -> door.bus.request(
                        RecoveryApi.RECOVER_PASSWORD,
                        new RecoveryApi.RecoverPassword(Login.parse("KM402716"), "192.0.2.1")))
                .toList();
        asked.forEach(Await::done);
        asked.forEach(each -> settled());

        assertEquals(List.of("3"), door.tables.query("SELECT count(*) FROM mail"));
    }

    @Test
    void nobodyIsMailedAboutAClosedAccount() {
        door.tables.execute("UPDATE account SET state = 'CLOSED'");

        browser.post("/forgot-password", "login", NOLWENN);
        settled();
        browser.post("/forgot-identifier", "email", NOLWENN);
        settled();

        assertEquals(List.of("0"), door.tables.query("SELECT count(*) FROM mail"));
    }

    @Test
    void aRecoveryThatFailedIsDoneLater() {
        door.tables.execute("ALTER TABLE journal RENAME TO elsewhere");
        browser.post("/forgot-password", "login", NOLWENN);
        assertNull(poll(Duration.ofMillis(500)));
        door.tables.execute("ALTER TABLE elsewhere RENAME TO journal");

        door.site.clock.advance(Duration.ofMinutes(1));
        browser.post("/forgot-password", "login", "ZZ999999");
        settled();
        settled();

        assertEquals(List.of("1"), door.tables.query("SELECT count(*) FROM mail"));
    }

    @Test
    void aNodeThatLostItsLeaseDoesNotAnswer() {
        var now = door.site.clock.instant();
        door.tables.execute("INSERT INTO recovery_request (id, kind, login, address, asked_at, lease_until) VALUES ('"
                + new UUID(0, 7) + "', 'PASSWORD', 'KM402716', '192.0.2.1', '" + now + "', '"
                + now.plusSeconds(120) + "')");

        Await.done(work().run(new RecoveryRequest(
                new UUID(0, 7), RecoveryRepository.Kind.PASSWORD, "KM402716", "192.0.2.1", now.plusSeconds(60))));

        assertEquals(List.of("0"), door.tables.query("SELECT count(*) FROM mail"));
        assertEquals(List.of("1"), door.tables.query("SELECT count(*) FROM recovery_request"));
    }

    /** The mail arrives before its row says so. */
    private void untilSent(int count) {
        var sent = "SELECT count(*) FROM mail WHERE state = 'SENT'";
        for (var tries = 0; tries < 100 && !door.tables.query(sent).equals(List.of(String.valueOf(count))); tries++) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    private RecoveryWork work() {
        var random = new SecureRandom();
        var services = RecoveryServices.of(door.site.foundation);
        var letters = new RecoveryLetters(random);
        return new RecoveryWork(
                services, new RecoveryRepository(), new SignInLinks(services, letters, random), letters, random);
    }

    /** A hash is most of the work; nobody must be able to feel whether there is an account. */
    @ParameterizedTest
    @ValueSource(strings = {"KM402716", "AB123456", "ZZ999999", "nobody@kervella.example"})
    void eachRequestForAPasswordIsOneHash(String login) {
        var before = hashes();

        browser.post("/forgot-password", "login", login);
        settled();

        assertEquals(before + 1, hashes());
    }

    private long hashes() {
        return Stream.of(HashingApi.HASH, HashingApi.HASH_ALL, HashingApi.VERIFY)
                .flatMap(address -> door.site.foundation.meters().find("parvis.bus.served").timers().stream()
                        .filter(timer -> address.name().equals(timer.getId().getTag("address"))))
                .mapToLong(Timer::count)
                .sum();
    }

    @Test
    void whatIsNoAddressIsSaidAtItsField() {
        var page = browser.post("/forgot-identifier", "email", "nolwenn");

        assertEquals(400, page.statusCode());
        assertTrue(page.bodyAsString().contains("value=\"nolwenn\""), page.bodyAsString());
        assertTrue(page.bodyAsString().contains("@"), page.bodyAsString());
        assertEquals(400, browser.post("/forgot-password", "login", "").statusCode());
    }

    @Test
    void programsRecoverAlike() {
        var api = door.api();
        assertEquals(
                202,
                api.post("/recoveries/identifier", new JsonObject().put("email", NOLWENN))
                        .status());
        received(1);
        assertEquals(
                202,
                api.post("/recoveries/password", new JsonObject().put("login", "ZZ999999"))
                        .status());
        assertEquals(
                202,
                api.post("/recoveries/password", new JsonObject().put("login", NOLWENN))
                        .status());
        var token = token(link(received(2)));

        var weak = api.put("/recoveries/password", body(token, "short", "short"));
        var current = api.put("/recoveries/password", body(token, Door.PASSWORD, Door.PASSWORD));
        var differs = api.put("/recoveries/password", body(token, NEW, NEW + "."));
        var good = api.put("/recoveries/password", body(token, NEW, NEW));
        var again = api.put("/recoveries/password", body(token, NEW, NEW));

        assertEquals("error.password.length", weak.codeAt("password"));
        assertEquals("error.password.current", current.codeAt("password"));
        assertEquals("error.password.differs", differs.codeAt("passwordConfirmation"));
        assertEquals(204, good.status());
        assertEquals(410, again.status());
        assertEquals("recovery.expired", again.code());
    }

    @Test
    void neitherTokenNorPasswordIsReadableAnywhere() {
        var link = linkFor("KM402716");
        var token = token(link);
        choose(open(browser, link), NEW, NEW);
        received(2);

        for (var table : List.of("mail", "recovery", "recovery_request", "account", "journal", "session")) {
            var rows =
                    door.tables.query("SELECT one::text FROM " + table + " one").toString();
            assertFalse(rows.contains(token), table);
            assertFalse(rows.contains(NEW), table);
        }
    }

    private String linkFor(String login) {
        return link(received(1, () -> browser.post("/forgot-password", "login", login)));
    }

    private static String link(String mail) {
        var link = LINK.matcher(mail);
        assertTrue(link.find(), mail);
        return link.group(1);
    }

    private static String token(String link) {
        return link.substring(link.indexOf('=') + 1);
    }

    /** Opens the mailed link; the path of its page. */
    private static String open(Browser browser, String link) {
        var path = browser.get(link).getHeader("Location");
        assertTrue(path.matches("/new-password/[0-9a-f]{16}"), path);
        return path;
    }

    private HttpResponse<Buffer> choose(String choice, String password, String confirmation) {
        return browser.post(choice, "password", password, "passwordConfirmation", confirmation);
    }

    private HttpResponse<Buffer> signIn(String login, String password) {
        return browser.post("/sign-in", "login", login, "password", password);
    }

    private static RecoveryApi.ChoosePassword choice(String token, String password) {
        return new RecoveryApi.ChoosePassword(
                new Secret(token), new PasswordChoice(new Secret(password), new Secret(password)), "192.0.2.1");
    }

    private static JsonObject body(String token, String password, String confirmation) {
        return new JsonObject().put("token", token).put("password", password).put("passwordConfirmation", confirmation);
    }

    /** Waits until one more request is processed. */
    private void settled() {
        assertNotNull(poll(Duration.ofSeconds(10)), "nothing was worked on");
    }

    private MailApi.Queued poll(Duration wait) {
        try {
            return worked.poll(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private String received(int count, Runnable act) {
        act.run();
        return received(count);
    }

    /** Waits for this number of mails and returns the text of the last one. */
    private String received(int count) {
        assertTrue(mails.waitForIncomingEmail(10_000, count), "no mail came");
        return text(mails.getReceivedMessages()[count - 1]);
    }

    private static String text(MimeMessage mail) {
        try {
            BodyPart text = ((MimeMultipart) mail.getContent()).getBodyPart(0);
            return text.getContent().toString().replace("\r\n", "\n");
        } catch (IOException | MessagingException e) {
            throw new AssertionError(e);
        }
    }

    private static void assertRedirect(String path, HttpResponse<Buffer> answer) {
        assertEquals(303, answer.statusCode(), answer::bodyAsString);
        assertEquals(path, answer.getHeader("Location"));
    }
}
