package eu.parvis.me;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.Statements;
import eu.parvis.api.ApiClient;
import eu.parvis.http.Browser;
import eu.parvis.session.SessionApi.Kind;
import eu.parvis.signin.password.People;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The e-mail address changes by a link to the new address, and the former address can undo it. */
class EmailChangeTest {

    private static final String PAGE = "/account/email";
    private static final String NEW = "nolwenn@voilerie.example";
    private static final String OF_NOLWENN = " WHERE id = '" + People.NOLWENN + "'";

    private final Statements statements = new Statements();
    private OwnAccount own;

    @BeforeEach
    void open() {
        own = new OwnAccount(statements.vertx());
    }

    @AfterEach
    void close() {
        eu.parvis.Await.done(own.portal.vertx.close());
    }

    @Test
    void nothingChangesBeforeTheLinkIsUsedAndThenTheNewAddressSignsIn() {
        var browser = own.browser();
        contact();

        var asked = ask(browser, NEW);

        assertEquals(PAGE, asked.getHeader("Location"), asked::bodyAsString);
        assertTrue(browser.get(PAGE).bodyAsString().contains(NEW));
        assertTrue(browser.get("/account").bodyAsString().contains("To be confirmed: " + NEW));
        assertEquals(List.of("email-change " + NEW), own.portal.mails());
        assertEquals(OwnAccount.EMAIL, own.row("SELECT email FROM account"));

        var reader = own.portal.browser();
        var page =
                reader.get("/email-change?token=" + secret("email-change", NEW)).getHeader("Location");
        for (var i = 0; i < 3; i++) {
            assertEquals(200, reader.get(page).statusCode());
        }
        assertEquals(OwnAccount.EMAIL, own.row("SELECT email FROM account"), "looking changes nothing");

        assertEquals("/email-change/done", reader.post(page).getHeader("Location"));

        assertEquals(NEW + "|" + NEW, own.row("SELECT email, email_key FROM account"));
        assertEquals(NEW, own.row("SELECT email FROM contact"));
        assertTrue(signsIn(NEW));
        assertFalse(signsIn(OwnAccount.EMAIL));
        assertTrue(browser.get("/users").bodyAsString().contains(NEW), "the list of the organisation");
        assertEquals(410, reader.post(page).statusCode(), "once");
        assertEquals(List.of("EMAIL_CHANGE_ASKED DONE", "EMAIL_CHANGED DONE"), own.journal());
        assertEquals(
                "email-changed|" + OwnAccount.EMAIL + "|" + NEW,
                own.row(
                        "SELECT occasion, recipient, content ->> 'newEmail' FROM mail WHERE occasion = 'email-changed'"));
    }

    @Test
    void theFormerAddressUndoesTheChangeWithinThreeDaysAndLocksTheAccount() {
        new People(own.portal.database).invited(own.hash("x"));
        own.portal.database.execute("""
                INSERT INTO member (id, organisation_id, account_id, roles, state, created_at, changed_at)
                VALUES (gen_random_uuid(), '%s', '%s', '{ADMINISTRATOR}', 'ACTIVE', '2026-11-02Z', '2026-11-02Z')
                """.formatted(People.MENUISERIE, People.ERWAN));
        contact();
        var browser = own.browser();
        confirm(browser, NEW);
        var later = "attacker@elsewhere.example";
        confirm(browser, later);
        ask(browser, "third@elsewhere.example");
        var undoOfAttacker = secret("email-changed", NEW);
        var link = "/email-undo?token=" + secret("email-changed", OwnAccount.EMAIL);
        own.portal.clock.advance(Duration.ofHours(70));
        var reader = own.portal.browser();
        var page = reader.get(link).getHeader("Location");
        assertTrue(reader.get(page).bodyAsString().contains(OwnAccount.EMAIL));

        assertEquals("/email-undo/done", reader.post(page).getHeader("Location"));

        assertTrue(reader.get("/email-undo/done").bodyAsString().contains("href=\"/forgot-password\""));
        assertEquals(OwnAccount.EMAIL, own.row("SELECT email FROM account" + OF_NOLWENN));
        assertEquals("0", own.row("SELECT count(*) FROM session"));
        assertEquals("EMAIL_RESTORED", own.row("SELECT DISTINCT cause FROM ended_session WHERE cause IS NOT NULL"));
        assertEquals("0", own.row("SELECT count(*) FROM email_change WHERE state = 'PENDING'"));
        var other = own.portal.browser();
        var dead = other.get("/email-undo?token=" + undoOfAttacker).getHeader("Location");
        assertEquals(
                410, other.post(dead).statusCode(), "a later change cannot be undone into an address of an attacker");
        assertEquals(OwnAccount.EMAIL + "|t", own.row("SELECT email, locked_at IS NOT NULL FROM account" + OF_NOLWENN));
        assertEquals(OwnAccount.EMAIL, own.row("SELECT email FROM contact"));
        assertFalse(own.isPassword(OwnAccount.PASSWORD), "the attacker knew it");
        assertTrue(own.portal.mails().contains("member-locked erwan@kervella.example"), own.portal.mails()::toString);
        assertTrue(own.journal().containsAll(List.of("EMAIL_CHANGE_UNDONE DONE", "ACCOUNT_LOCKED DONE")));
        assertTrue(choosePassword(secret("account-locked", OwnAccount.EMAIL)));
    }

    /** Whether the link of the mail leads to a new password that signs in. */
    private boolean choosePassword(String token) {
        var reader = own.portal.browser();
        var page = reader.get("/new-password?token=" + token).getHeader("Location");
        reader.post(page, "password", OwnAccount.OTHER, "passwordConfirmation", OwnAccount.OTHER);
        return own.isPassword(OwnAccount.OTHER);
    }

    /** Else the reader of the other mailbox keeps a way in. */
    @Test
    void aChangeAndItsUndoVoidTheLinksThatWereMailedBefore() {
        mailLinks();
        confirm(own.browser(), NEW);
        assertEquals("0|0", usableLinks());

        mailLinks();
        var reader = own.portal.browser();
        reader.post(reader.get("/email-undo?token=" + secret("email-changed", OwnAccount.EMAIL))
                .getHeader("Location"));
        assertEquals(OwnAccount.EMAIL, own.row("SELECT email FROM account"));
        assertEquals("1|0", usableLinks(), "the one in the mail about the lock");
    }

    /** Somebody who had changed the address may have asked for it. */
    @Test
    void anUndoneChangeKeepsTheAccount() {
        confirm(own.browser(), NEW);
        own.portal.database.execute("UPDATE account SET deletion_due_at = '2026-12-01Z'");
        var reader = own.portal.browser();

        reader.post(reader.get("/email-undo?token=" + secret("email-changed", OwnAccount.EMAIL))
                .getHeader("Location"));

        assertEquals("t", own.row("SELECT deletion_due_at IS NULL FROM account"));
    }

    private void mailLinks() {
        for (var table : List.of(
                "recovery (token_hash, account_id, created_at", "sign_in_link (token_hash, account_id, mailed_at")) {
            own.portal.database.execute("INSERT INTO " + table
                    + ", expires_at) SELECT sha256(gen_random_uuid()::text::bytea), id, '2026-11-24Z', '2027-11-24Z'"
                    + " FROM account");
        }
    }

    private String usableLinks() {
        return own.row("SELECT (SELECT count(*) FROM recovery WHERE used_at IS NULL),"
                + " (SELECT count(*) FROM sign_in_link WHERE used_at IS NULL)");
    }

    /** Somebody who knew the former password may have asked for the change. */
    @Test
    void anotherPasswordVoidsTheLinkOfAChangeThatIsOpen() {
        ask(own.browser(), NEW);
        var link = "/email-change?token=" + secret("email-change", NEW);
        own.program()
                .put(
                        "/me/password",
                        new JsonObject()
                                .put("currentPassword", OwnAccount.PASSWORD)
                                .put("password", OwnAccount.OTHER)
                                .put("passwordConfirmation", OwnAccount.OTHER));
        assertTrue(own.isPassword(OwnAccount.OTHER));

        var reader = own.portal.browser();
        assertEquals(410, reader.post(reader.get(link).getHeader("Location")).statusCode());
        assertEquals(OwnAccount.EMAIL, own.row("SELECT email FROM account"));
    }

    @Test
    void afterThreeDaysTheUndoLinkIsOver() {
        confirm(own.browser(), NEW);
        own.portal.clock.advance(Duration.ofDays(3));
        var reader = own.portal.browser();

        var page = reader.get("/email-undo?token=" + secret("email-changed", OwnAccount.EMAIL))
                .getHeader("Location");

        assertEquals(410, reader.get(page).statusCode());
        assertEquals(410, reader.post(page).statusCode());
        assertEquals(NEW, own.row("SELECT email FROM account"));
    }

    @Test
    void theLinkToTheNewAddressIsValidForADay() {
        ask(own.browser(), NEW);
        own.portal.clock.advance(Duration.ofDays(1));
        var reader = own.portal.browser();
        var page =
                reader.get("/email-change?token=" + secret("email-change", NEW)).getHeader("Location");

        assertEquals(410, reader.post(page).statusCode());
    }

    @Test
    void anAddressOfAnotherAccountIsAnsweredAlikeAndItsOwnerIsTold() {
        new People(own.portal.database).invited(own.hash("x"));
        var free = own.browser();
        var taken = own.browser();
        var toFree = statements.of(() -> ask(free, "erwin@kervella.example"));
        var pageOfFree = free.get(PAGE).bodyAsString();
        own.portal.database.execute("UPDATE email_change SET state = 'CANCELLED'");

        var toTaken = statements.of(() -> ask(taken, "erwan@kervella.example"));
        var pageOfTaken = taken.get(PAGE).bodyAsString();

        assertEquals(sorted(toFree), sorted(toTaken));
        assertEquals(withoutSubject(pageOfFree), withoutSubject(pageOfTaken).replace("erwan@", "erwin@"));
        assertTrue(
                own.portal.mails().contains("email-change-taken erwan@kervella.example"), own.portal.mails()::toString);
        assertEquals(
                "AB123456", own.row("SELECT content ->> 'identifier' FROM mail WHERE occasion = 'email-change-taken'"));
    }

    @Test
    void aFormerAddressIsReservedForItsAccountUntilTheUndoIsOver() {
        new People(own.portal.database).invited(own.hash("x"));
        own.portal.database.execute("UPDATE account SET state = 'ACTIVE', step = 'DONE', password_kind = 'CHOSEN',"
                + " password_expires_at = NULL, activated_at = '2026-11-02Z'");
        confirm(own.browser(), NEW);
        var erwan = own.portal.browser(People.ERWAN, Kind.OPEN);

        assertEquals(PAGE, ask(erwan, OwnAccount.EMAIL).getHeader("Location"));

        assertTrue(own.portal.mails().contains("address-reserved " + OwnAccount.EMAIL), own.portal.mails()::toString);
        own.portal.clock.advance(Duration.ofDays(3));
        own.portal.database.execute("UPDATE session SET proved_at = '2026-12-31Z'");
        confirm(own.portal.browser(People.ERWAN, Kind.OPEN), OwnAccount.EMAIL);
        assertEquals(OwnAccount.EMAIL, own.row("SELECT email FROM account WHERE id = '" + People.ERWAN + "'"));
    }

    @Test
    void theOwnFormerAddressIsConfirmedLikeAnyOther() {
        confirm(own.browser(), NEW);

        confirm(own.browser(), OwnAccount.EMAIL);

        assertEquals(OwnAccount.EMAIL, own.row("SELECT email FROM account"));
    }

    /** Else the other mailbox takes the account as soon as the link that the owner has is over. */
    @Test
    void whoReturnsToTheFormerAddressLeavesTheOtherMailboxNoWayBack() {
        var other = "attacker@elsewhere.example";
        confirm(own.browser(), other);
        own.portal.clock.advance(Duration.ofHours(2));

        confirm(own.browser(), OwnAccount.EMAIL);

        assertEquals(OwnAccount.EMAIL, own.row("SELECT email FROM account"));
        assertFalse(own.portal.mails().contains("email-changed " + other), own.portal.mails()::toString);
        assertTrue(own.portal.mails().contains("details-changed " + other), own.portal.mails()::toString);
        assertEquals(
                "0",
                own.row("SELECT count(*) FROM email_change WHERE undo_token_hash IS NOT NULL"),
                "no link is valid, no address reserved");
    }

    @Test
    void whoReturnsAfterThreeDaysCanUndoLikeAnybody() {
        confirm(own.browser(), NEW);
        own.portal.clock.advance(Duration.ofDays(3));

        confirm(own.browser(), OwnAccount.EMAIL);

        assertTrue(own.portal.mails().contains("email-changed " + NEW), own.portal.mails()::toString);
    }

    /** Another account for the person would take the address. */
    @Test
    void whoIsInvitedByTheFormerAddressIsInvitedWithTheAccount() {
        new People(own.portal.database).invited(own.hash("x"));
        own.portal.database.execute("""
                UPDATE account SET state = 'ACTIVE', step = 'DONE', password_kind = 'CHOSEN', password_expires_at = NULL,
                                   activated_at = '2026-11-02Z', email = 'e@k.example', email_key = 'e@k.example'
                WHERE id = '%1$s';
                INSERT INTO email_change (id, account_id, new_email, token_hash, asked_at, mailed_at, expires_at, state,
                                          confirmed_at, former_email, undo_token_hash, undo_until)
                VALUES ('%1$s', '%1$s', 'e@k.example', 'a', '2026-11-24Z', '2026-11-24Z', '2026-11-24Z', 'CONFIRMED',
                        '2026-11-24Z', 'erwan@kervella.example', 'b', '2026-12-24Z')
                """.formatted(People.ERWAN));

        var added = own.program()
                .post(
                        "/users",
                        body("erwan@kervella.example")
                                .put("firstName", "Erwan")
                                .put("lastName", "Tanguy")
                                .put("roles", new JsonArray().add("USER")));

        assertEquals(201, added.status(), added.body()::toString);
        assertEquals("2", own.row("SELECT count(*) FROM account"));
        assertEquals("INVITED", own.row("SELECT state FROM member WHERE account_id = '" + People.ERWAN + "'"));
    }

    /** Two statements about the draft run side by side. */
    private static String sorted(List<String> all) {
        return all.stream().sorted().collect(Collectors.joining("\n"));
    }

    private static String withoutSubject(String page) {
        return page.replaceAll("data-left=\"\\d+\"", "");
    }

    @Test
    void anAddressThatWasTakenMeanwhileChangesNothing() {
        ask(own.browser(), "erwan@kervella.example");
        new People(own.portal.database).invited(own.hash("x"));
        var reader = own.portal.browser();
        var page = reader.get("/email-change?token=" + secret("email-change", "erwan@kervella.example"))
                .getHeader("Location");

        var refused = reader.post(page);

        assertEquals(409, refused.statusCode());
        assertTrue(refused.bodyAsString().contains("no longer free"), refused::bodyAsString);
        assertEquals(OwnAccount.EMAIL, own.row("SELECT email FROM account WHERE id = '" + People.NOLWENN + "'"));
    }

    @Test
    void sendingAgainReplacesTheLinkAndCancellingVoidsIt() {
        var browser = own.browser();
        ask(browser, NEW);
        var first = secret("email-change", NEW);

        assertEquals(PAGE, browser.post(PAGE + "/again").getHeader("Location"));

        var second = secret("email-change", NEW);
        var reader = own.portal.browser();
        assertEquals(
                410,
                reader.post(reader.get("/email-change?token=" + first).getHeader("Location"))
                        .statusCode());
        var page = reader.get("/email-change?token=" + second).getHeader("Location");
        assertEquals(200, reader.get(page).statusCode());

        browser.post(PAGE + "/cancel");

        assertEquals(410, reader.post(page).statusCode());
        assertFalse(browser.get(PAGE).bodyAsString().contains(NEW));
        assertEquals(404, browser.post(PAGE + "/again").statusCode());
    }

    @Test
    void anAddressGetsThreeSuchMailsInAnHour() {
        var browser = own.browser();
        ask(browser, NEW);
        deliver();
        browser.post(PAGE + "/again");
        deliver();
        browser.post(PAGE + "/again");
        deliver();

        var refused = browser.post(PAGE + "/again");
        var problem = own.program().put("/me/email", body(NEW));

        assertEquals(429, refused.statusCode());
        assertTrue(refused.bodyAsString().contains("several messages to this address"), refused::bodyAsString);
        assertEquals("me.email.tooOften", problem.code());
    }

    @Test
    void aProgramAsksAndReadsWhatIsPending() {
        var program = own.program();

        assertEquals(202, program.put("/me/email", body(NEW)).status());

        assertEquals(NEW, program.get("/me").json().getJsonObject("emailChange").getString("email"));
        assertEquals(
                "error.email.same",
                program.put("/me/email", body(OwnAccount.EMAIL)).codeAt("email"));
    }

    @Test
    void aProgramSendsTheLinkAgainAndCancels() {
        var program = own.program();
        assertEquals("404 problem.notFound", mailAgain(program));
        program.put("/me/email", body(NEW));
        var first = secret("email-change", NEW);

        assertEquals(202, program.post("/me/email/mails").status());

        var second = secret("email-change", NEW);
        var reader = own.portal.browser();
        assertEquals(
                410,
                reader.post(reader.get("/email-change?token=" + first).getHeader("Location"))
                        .statusCode());
        var page = reader.get("/email-change?token=" + second).getHeader("Location");
        assertEquals(200, reader.get(page).statusCode());
        assertEquals(204, program.delete("/me/email").status());
        assertEquals(410, reader.post(page).statusCode());
        assertFalse(program.get("/me").json().containsKey("emailChange"));
        assertEquals(204, program.delete("/me/email").status(), "nothing is pending");
        assertEquals(List.of("EMAIL_CHANGE_ASKED DONE", "EMAIL_CHANGE_CANCELLED DONE"), own.journal());
    }

    @Test
    void aProgramSendsThreeMailsInAnHour() {
        var program = own.program();
        program.put("/me/email", body(NEW));
        deliver();
        mailAgain(program);
        deliver();
        mailAgain(program);
        deliver();

        assertEquals("429 me.email.tooOften", mailAgain(program));
    }

    private static String mailAgain(ApiClient program) {
        var answer = program.post("/me/email/mails");
        return answer.status() + (answer.status() == 202 ? "" : " " + answer.code());
    }

    @Test
    void itNeedsAFreshProofAndTheTypedAddressIsKept() {
        var browser = own.browser();
        var program = own.program();
        own.portal.clock.advance(Duration.ofMinutes(6));

        assertEquals(
                "session.proof-required", program.put("/me/email", body(NEW)).code());
        var page = ask(browser, NEW);

        assertEquals(403, page.statusCode());
        assertTrue(
                page.bodyAsString().contains("name=\"emailConfirmation\" value=\"" + NEW + "\""), page::bodyAsString);
        var done = browser.post(PAGE, "email", NEW, "emailConfirmation", NEW, "proof", OwnAccount.PASSWORD);
        assertEquals(303, done.statusCode());
    }

    @Test
    void aMistypedAddressIsNamed() {
        var page = own.browser().post(PAGE, "email", NEW, "emailConfirmation", "nolwen@voilerie.example");

        assertEquals(400, page.statusCode());
        assertTrue(page.bodyAsString().contains("id=\"emailConfirmation-error\""), page::bodyAsString);
        assertEquals(400, own.browser().post(PAGE).statusCode());
        assertEquals("0", own.row("SELECT count(*) FROM email_change"));
    }

    private static HttpResponse<Buffer> ask(Browser browser, String email) {
        return browser.post(PAGE, "email", email, "emailConfirmation", email);
    }

    private void confirm(Browser browser, String email) {
        assertEquals(303, ask(browser, email).statusCode());
        var reader = own.portal.browser();
        var page = reader.get("/email-change?token=" + secret("email-change", email))
                .getHeader("Location");
        assertEquals(303, reader.post(page).statusCode());
        own.portal.clock.advance(Duration.ofSeconds(1));
    }

    private String secret(String occasion, String recipient) {
        return own.portal.secretOf(occasion, recipient).text();
    }

    private boolean signsIn(String login) {
        return own.portal
                        .api()
                        .post("/sessions", JsonObject.of("login", login, "password", OwnAccount.PASSWORD))
                        .status()
                == 201;
    }

    private void contact() {
        own.portal.database.execute("""
                INSERT INTO contact (organisation_id, kind, account_id, first_name, last_name, email, phone, changed_at)
                VALUES ('%s', 'BILLING_CONTACT', '%s', 'Nolwenn', 'Kervella', '%s', NULL, '2026-11-02Z')
                """.formatted(People.MENUISERIE, People.NOLWENN, OwnAccount.EMAIL));
    }

    private void deliver() {
        own.portal.database.execute("UPDATE mail SET state = 'SENT', sealed = NULL, sent_at = created_at");
    }

    private static JsonObject body(String email) {
        return JsonObject.of("email", email, "emailConfirmation", email);
    }
}
