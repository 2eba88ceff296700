package eu.parvis.deletion;

import static eu.parvis.membership.Role.ADMINISTRATOR;
import static eu.parvis.membership.Role.USER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.Await;
import eu.parvis.account.AccountCapability;
import eu.parvis.api.ApiClient;
import eu.parvis.crypto.HashingApi;
import eu.parvis.crypto.Secret;
import eu.parvis.http.Browser;
import eu.parvis.membership.MembershipApi.Actor;
import eu.parvis.membership.Registry;
import eu.parvis.personaldata.PersonalDataCapability;
import eu.parvis.protection.ProtectionCapability;
import eu.parvis.registration.person.PersonCapability;
import eu.parvis.session.SessionApi.Kind;
import eu.parvis.signin.password.SigninCapability;
import eu.parvis.signin.recovery.RecoveryCapability;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.junit5.VertxExtension;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A person deletes the account: the request, the days in which the account can be kept, and the end. */
@ExtendWith(VertxExtension.class)
class DeletionTest {

    private static final String MAEL = "mael.cariou@kervella.example";
    private static final String NOLWENN = "nolwenn.kervella@kervella.example";
    private static final String PASSWORD = "Goéland.7-varech";

    private Registry registry;
    private UUID organisation;
    private Actor nolwenn;
    private Actor mael;

    @BeforeEach
    void open(Vertx vertx) {
        registry = Registry.open(
                vertx,
                Map.of(),
                AccountCapability.DESCRIPTOR,
                SigninCapability.DESCRIPTOR,
                RecoveryCapability.DESCRIPTOR,
                ProtectionCapability.DESCRIPTOR,
                PersonCapability.DESCRIPTOR,
                PersonalDataCapability.DESCRIPTOR,
                DeletionCapability.DESCRIPTOR);
        organisation = registry.organisation(Registry.SIRET, "Menuiserie Kervella");
        nolwenn = registry.member(organisation, NOLWENN, ADMINISTRATOR);
        mael = registry.member(organisation, MAEL, USER);
        var hash = registry.portal.ask(HashingApi.HASH, new HashingApi.Hash(new Secret(PASSWORD)));
        registry.rows.execute("UPDATE account SET password_hash = '" + hash.phc() + "'");
    }

    private ApiClient api(Actor who) {
        return registry.portal.api(who.account(), Kind.OPEN).language("en");
    }

    private Browser browser(Actor who) {
        return registry.portal.browser(who.account(), Kind.OPEN);
    }

    private Instant ask(Actor who) {
        var answer = api(who).post("/me/deletion");
        assertEquals(202, answer.status(), answer::toString);
        return Instant.parse(answer.json().getString("dueAt"));
    }

    private DeletionSweep sweeper() {
        return DueDeletions.sweep(registry.portal.foundation);
    }

    private void sweepAfter(Duration time) {
        registry.clock.advance(time);
        Await.done(sweeper().sweep());
    }

    private String state(Actor who) {
        return registry.rows
                .query("SELECT state || coalesce(' ' || deletion_due_at::date, '') FROM account WHERE id = '"
                        + who.account() + "'")
                .get(0);
    }

    private List<String> mailsTo(String address) {
        return registry.portal.mails().stream()
                .filter(mail -> mail.endsWith(" " + address))
                .map(mail -> mail.substring(0, mail.indexOf(' ')))
                .toList();
    }

    private List<String> events() {
        return registry.rows.query(
                "SELECT event || ' ' || outcome FROM journal WHERE event LIKE 'ACCOUNT_DELET%' ORDER BY id");
    }

    private static void assertLeadsTo(String path, HttpResponse<Buffer> answer) {
        assertEquals(303, answer.statusCode(), answer::bodyAsString);
        assertEquals(path, answer.getHeader("Location"));
    }

    // --- The request --------------------------------------------------------------------------------------------

    @Test
    void theAccountIsDeletedInSevenDaysAndTheOwnerIsTold() {
        var due = ask(mael);

        assertEquals(registry.clock.instant().plus(Duration.ofDays(7)), due);
        assertEquals(due.toString(), api(mael).get("/me").json().getString("deletionDueAt"));
        assertEquals(due.toString(), api(mael).get("/me/deletion").json().getString("dueAt"));
        assertEquals(List.of("deletion-asked"), mailsTo(MAEL));
        assertEquals(List.of("ACCOUNT_DELETION_ASKED DONE"), events());
        assertEquals(
                List.of(mael.account().toString()),
                registry.rows.query("SELECT content ->> 'account' FROM mail"),
                "the mail has the link that locks the account");
    }

    @Test
    void aRepeatedRequestAnswersTheSameDateAndTellsNobodyAgain() {
        var due = ask(mael);
        registry.clock.advance(Duration.ofMinutes(3));

        assertEquals(due, ask(mael));
        assertEquals(List.of("deletion-asked"), mailsTo(MAEL));
    }

    /** Each request is a mail. */
    @Test
    void theDeletionIsAskedForThreeTimesInAnHour() {
        for (var i = 0; i < 3; i++) {
            ask(mael);
            assertEquals(204, api(mael).delete("/me/deletion").status());
        }

        var refused = api(mael).post("/me/deletion");

        assertEquals("429 deletion.tooOften", refused.status() + " " + refused.code());
        assertEquals(429, browser(mael).post("/account/deletion").statusCode());
        assertEquals(3, mailsTo(MAEL).stream().filter("deletion-asked"::equals).count());
        registry.clock.advance(Duration.ofHours(1));
        ask(mael);
    }

    @Test
    void whatIsKeptComesFromTheSettings() {
        var kept = api(mael).post("/me/deletion").json().getJsonArray("kept");

        var what =
                kept.stream().map(each -> ((JsonObject) each).getString("what")).toList();
        assertEquals(List.of("account", "contacts", "requests", "terms", "mails", "journal"), what);
        var mails = kept.getJsonObject(4);
        assertEquals(registry.clock.instant().plus(Duration.ofDays(7 + 4 + 90)).toString(), mails.getString("until"));
        assertTrue(mails.getString("law").contains("GDPR"), mails::encode);
        assertEquals("Permanently.", kept.getJsonObject(0).getString("howLong"));
    }

    @Test
    void aRequestNeedsAFreshProofOfThePassword() {
        var api = api(mael);
        var browser = browser(mael);
        registry.clock.advance(Duration.ofMinutes(6));

        assertEquals("session.proof-required", api.post("/me/deletion").code());
        var question = browser.post("/account/deletion");
        assertEquals(403, question.statusCode());
        assertTrue(question.bodyAsString().contains("ask for the deletion of your account"), question::bodyAsString);
        assertEquals("ACTIVE", state(mael));
        assertLeadsTo("/account/deletion", browser.post("/account/deletion", "proof", PASSWORD));
        assertTrue(state(mael).startsWith("ACTIVE 2"), state(mael));
        assertEquals(204, api.delete("/me/deletion").status(), "keeping the account needs none");
    }

    @Test
    void everyPageOfEverySessionSaysWhenAndKeepsTheAccount() {
        var here = browser(mael);
        var elsewhere = browser(mael);
        assertFalse(here.get("/home").bodyAsString().contains("Keep my account"));
        assertLeadsTo("/account/deletion", here.post("/account/deletion"));

        for (var page : List.of("/home", "/account", "/users", "/account/deletion")) {
            var body = elsewhere.get(page).bodyAsString();
            assertTrue(body.contains("Your account is deleted on 1 December 2026"), page + body);
            assertTrue(body.contains("Keep my account"), page);
        }
        assertLeadsTo("/account/deletion", elsewhere.post("/account/deletion/cancel"));
        assertTrue(elsewhere.get("/account/deletion").bodyAsString().contains("Your account is kept"));
        assertFalse(here.get("/home").bodyAsString().contains("Keep my account"));
        assertEquals(List.of("deletion-asked", "deletion-cancelled"), mailsTo(MAEL));
        assertEquals(List.of("ACCOUNT_DELETION_ASKED DONE", "ACCOUNT_DELETION_CANCELLED DONE"), events());
    }

    @Test
    void keepingAnAccountThatIsNotDeletedDoesNothing() {
        assertEquals(204, api(mael).delete("/me/deletion").status());

        assertEquals(List.of(), mailsTo(MAEL));
        assertEquals(List.of(), events());
    }

    @Test
    void whoHasNotActivatedTheAccountMayGoToo() {
        var yann = registry.pendingAccount("yann.legoff@kervella.example");
        var api = registry.portal.api(yann, Kind.ACTIVATION);
        assertEquals(
                200,
                registry.portal
                        .browser(yann, Kind.ACTIVATION)
                        .get("/account/deletion")
                        .statusCode());

        assertEquals(202, api.post("/me/deletion").status());
        sweepAfter(Duration.ofDays(7));

        assertEquals(List.of("CLOSED"), registry.rows.query("SELECT state FROM account WHERE id = '" + yann + "'"));
    }

    // --- The only administrator ---------------------------------------------------------------------------------

    @Test
    void theOnlyAdministratorOfAnOrganisationReadsWhatToDoFirst() {
        var refused = api(nolwenn).post("/me/deletion");
        assertEquals(409, refused.status());
        assertEquals("deletion.onlyAdministrator", refused.code());
        assertTrue(refused.json().getString("detail").contains("Menuiserie Kervella"), refused::toString);
        var browser = browser(nolwenn);
        assertEquals(409, browser.post("/account/deletion").statusCode());
        var page = browser.get("/account/deletion").bodyAsString();
        assertTrue(page.contains("What to do first"), page);
        assertFalse(page.contains("action=\"/account/deletion\""), page);
        assertEquals("ACTIVE", state(nolwenn));

        registry.member(organisation, "lena.tanguy@kervella.example", ADMINISTRATOR);
        ask(nolwenn);
    }

    /** The other one is deleted, too: each administrator asks while the other is still there. */
    @Test
    void whoBecameTheOnlyAdministratorMeanwhileKeepsTheAccountAndIsTold() {
        var lena = registry.member(organisation, "lena.tanguy@kervella.example", ADMINISTRATOR);
        ask(nolwenn);
        registry.clock.advance(Duration.ofMinutes(1));
        ask(lena);

        sweepAfter(Duration.ofDays(7));

        assertEquals("CLOSED", state(nolwenn));
        assertEquals("ACTIVE", state(lena));
        assertEquals(
                List.of("deletion-asked", "deletion-prevented", "member-deleted"),
                mailsTo("lena.tanguy@kervella.example"));
        assertTrue(events().contains("ACCOUNT_DELETION_PREVENTED REFUSED"), events()::toString);
        sweepAfter(Duration.ofDays(30));
        assertEquals("ACTIVE", state(lena));
    }

    @Test
    void twoAdministratorsWhoAreDueAtOnceDoNotBothGo() {
        var lena = registry.member(organisation, "lena.tanguy@kervella.example", ADMINISTRATOR);
        ask(nolwenn);
        ask(lena);
        registry.clock.advance(Duration.ofDays(8));

        Await.done(Future.all(sweeper().sweep(), sweeper().sweep()));

        assertEquals(
                List.of("ACTIVE", "CLOSED"),
                registry.rows.query("SELECT state FROM account WHERE id IN ('" + nolwenn.account() + "', '"
                        + lena.account() + "') ORDER BY 1"));
    }

    @Test
    void aDeletionWaitsForWhoChangesTheAdministratorsAtThatMoment() throws SQLException {
        var lena = registry.member(organisation, "lena.tanguy@kervella.example", ADMINISTRATOR);
        ask(nolwenn);
        registry.clock.advance(Duration.ofDays(7));
        try (var change = registry.rows.connect();
                var statement = change.createStatement()) {
            change.setAutoCommit(false);
            statement.execute("SELECT id FROM organisation FOR UPDATE");
            statement.execute("UPDATE member SET roles = '{USER}' WHERE account_id = '" + lena.account() + "'");

            var swept = sweeper().sweep();
            registry.rows.untilWaiting(1);
            change.commit();
            Await.done(swept);
        }

        assertEquals("ACTIVE", state(nolwenn));
        assertTrue(mailsTo(NOLWENN).contains("deletion-prevented"));
    }

    // --- The end ------------------------------------------------------------------------------------------------

    @Test
    void nothingHappensBeforeTheSevenDaysAreOver() {
        ask(mael);

        sweepAfter(Duration.ofDays(7).minusMinutes(1));
        assertEquals("ACTIVE 2026-12-01", state(mael));
        sweepAfter(Duration.ofMinutes(2));

        assertEquals("CLOSED", state(mael));
        assertEquals("account-deleted", mailsTo(MAEL).get(mailsTo(MAEL).size() - 1));
        assertEquals(List.of("ACCOUNT_DELETION_ASKED DONE", "ACCOUNT_DELETED DONE"), events());
    }

    @Test
    void theOtherAdministratorsAreTold() {
        ask(mael);
        sweepAfter(Duration.ofDays(7));

        assertEquals(List.of("member-deleted"), mailsTo(NOLWENN));
    }

    @Test
    void anAccountThatIsKeptIsNotDeletedAndMayBeDeletedLater() {
        ask(mael);
        registry.clock.advance(Duration.ofDays(6));
        api(mael).delete("/me/deletion");
        var later = ask(mael);

        sweepAfter(Duration.ofDays(2));
        assertEquals("ACTIVE " + later.toString().substring(0, 10), state(mael));
        sweepAfter(Duration.ofDays(5));
        assertEquals("CLOSED", state(mael));
    }

    @Test
    void theOwnerIsRemindedOnceADayBefore() {
        ask(mael);

        sweepAfter(Duration.ofDays(6).minusMinutes(1));
        assertEquals(List.of("deletion-asked"), mailsTo(MAEL));
        sweepAfter(Duration.ofMinutes(2));
        sweepAfter(Duration.ofHours(1));
        assertEquals(List.of("deletion-asked", "deletion-reminder"), mailsTo(MAEL));
    }

    @Test
    void twoNodesDeleteAnAccountOnce() {
        ask(mael);
        registry.clock.advance(Duration.ofDays(8));

        Await.done(Future.all(sweeper().sweep(), sweeper().sweep()));

        assertEquals(1, mailsTo(MAEL).stream().filter("account-deleted"::equals).count());
        assertEquals(1, events().stream().filter("ACCOUNT_DELETED DONE"::equals).count());
    }

    @Test
    void allSessionsEndAndNobodySignsInAnyMore() {
        var here = browser(mael);
        var program = api(mael);
        var identifier = program.get("/me").json().getString("identifier");
        ask(mael);
        assertEquals(200, here.get("/home").statusCode());
        sweepAfter(Duration.ofDays(7));

        var session = browser(nolwenn);
        assertEquals(200, session.get("/users").statusCode(), "the others go on");
        assertFalse(session.get("/users").bodyAsString().contains("Cariou"));
        assertEquals(401, program.get("/me").status());
        var answers = List.of(identifier, "ZZ999999", MAEL).stream()
                .map(login -> registry.portal
                        .api()
                        .language("en")
                        .post("/sessions", JsonObject.of("login", login, "password", PASSWORD)))
                .toList();
        for (var answer : answers) {
            assertEquals(401, answer.status());
            assertEquals(
                    answers.get(1).json().getString("detail"), answer.json().getString("detail"));
        }
    }

    @Test
    void theLastSessionSaysWhyItEnded() {
        ask(mael);
        registry.clock.advance(Duration.ofDays(7).minusMinutes(5));
        var here = browser(mael);
        sweepAfter(Duration.ofMinutes(6));

        var away = here.get("/home");
        assertEquals(303, away.statusCode());
        var page = here.get(away.getHeader("Location")).bodyAsString();
        assertTrue(page.contains("Your account has been deleted, as you asked"), page);
    }

    @Test
    void theAddressIsFreeAndAnotherAccountKnowsNothingOfTheFormer() {
        var former = api(mael).get("/me").json();
        ask(mael);
        sweepAfter(Duration.ofDays(7));

        var api = registry.portal.api().language("en");
        var created = api.post(
                "/registrations/people",
                JsonObject.of(
                        "person",
                        JsonObject.of("firstName", "Mael", "lastName", "Cariou", "email", MAEL),
                        "password",
                        "Tilleul.argente-77",
                        "passwordConfirmation",
                        "Tilleul.argente-77",
                        "language",
                        "en"));
        assertEquals(201, created.status(), created::toString);
        var token = registry.portal.secretOf("verify-email", MAEL).text().split(" ", 2)[0];
        assertEquals(
                204, api.put("/verifications", JsonObject.of("token", token)).status());
        var session = api.post("/sessions", JsonObject.of("login", MAEL, "password", "Tilleul.argente-77"));
        var me = api.bearer(session.json().getString("token")).get("/me").json();

        assertNotEquals(former.getString("id"), me.getString("id"));
        assertNotEquals(former.getString("identifier"), me.getString("identifier"));
        assertEquals(0, me.getJsonArray("organisations").size());
        assertEquals(
                List.of(former.getString("identifier")),
                registry.rows.query("SELECT identifier FROM account WHERE state = 'CLOSED'"),
                "nobody gets it again");
    }

    @Test
    void whatFailsInTheMiddleLeavesNoHalfDeletion() {
        ask(mael);
        registry.rows.execute(
                "CREATE FUNCTION fails() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'stopped'; END $$",
                "CREATE TRIGGER fails BEFORE UPDATE ON account FOR EACH ROW WHEN (NEW.state = 'CLOSED')"
                        + " EXECUTE FUNCTION fails()");
        registry.clock.advance(Duration.ofDays(7));
        var browser = browser(mael);

        Await.failure(sweeper().sweep());

        assertEquals("ACTIVE 2026-12-01", state(mael));
        assertEquals(200, browser.get("/home").statusCode());
        assertFalse(mailsTo(MAEL).contains("account-deleted"));
        registry.rows.execute("DROP TRIGGER fails ON account", "DROP FUNCTION fails()");
        sweepAfter(Duration.ofMinutes(1));
        assertEquals("CLOSED", state(mael));
    }

    // --- Protection ---------------------------------------------------------------------------------------------

    @Test
    void whoLocksTheAccountKeepsIt() {
        ask(mael);

        assertEquals(204, api(mael).post("/me/lockdown").status());
        sweepAfter(Duration.ofDays(8));

        assertEquals("ACTIVE", state(mael));
    }
}
