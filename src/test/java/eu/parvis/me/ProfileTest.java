package eu.parvis.me;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.signin.password.People;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Names, telephone number and language of the own account. */
@ExtendWith(VertxExtension.class)
class ProfileTest {

    private static final String PAGE = "/account/profile";

    private OwnAccount own;

    @BeforeEach
    void open(Vertx vertx) {
        own = new OwnAccount(vertx);
    }

    @Test
    void theOverviewSaysWhatTheAccountConsistsOfAndLeadsToItsChanges() {
        own.portal.database.execute(
                "INSERT INTO challenge_set VALUES ('%s', 'x', '2026-11-20Z')".formatted(People.NOLWENN));

        var page = own.browser().get("/account").bodyAsString();

        for (var said : List.of(
                "Nolwenn Kervella",
                "KM402716",
                OwnAccount.EMAIL,
                "English",
                "Chosen on 1 November 2026",
                "Given on 20 November 2026",
                "One session: this one",
                "Menuiserie Kervella")) {
            assertTrue(page.contains(said), said + page);
        }
        for (var address : List.of("profile", "password", "security-questions", "sessions")) {
            assertTrue(page.contains("href=\"/account/" + address + "\""), address);
        }
    }

    @Test
    void aNewNameIsSeenByTheOrganisationAlsoInItsContacts() {
        contact(People.NOLWENN.toString(), "LEGAL_REPRESENTATIVE");

        var saved =
                own.browser().post(PAGE, "firstName", "Nolwenn", "lastName", "Tanguy", "phone", "", "language", "en");

        assertEquals("/account", saved.getHeader("Location"));
        assertEquals("Nolwenn|Tanguy", own.row("SELECT first_name, last_name FROM account"));
        assertEquals("Nolwenn|Tanguy|+33261912411", own.row("SELECT first_name, last_name, phone FROM contact"));
        assertEquals(List.of("PROFILE_CHANGED DONE"), own.journal());
        assertEquals(
                "details-changed|" + OwnAccount.EMAIL + "|en|last name",
                own.row("SELECT occasion, recipient, language, content ->> 'changed' FROM mail"));
        assertFalse(own.row("SELECT content FROM mail").contains("Kervella"), "the value before");
        assertEquals("[LAST_NAME]", own.row("SELECT detail ->> 'changed' FROM journal"));
    }

    @Test
    void whatAnAdministratorTypedOfAPersonWhoHasNotAcceptedStays() {
        contact(People.NOLWENN.toString(), "BILLING_CONTACT");
        own.portal.database.execute("UPDATE member SET state = 'INVITED'");

        assertEquals(
                200,
                own.program().patch("/me", JsonObject.of("lastName", "Tanguy")).status());

        assertEquals("Kervella", own.row("SELECT last_name FROM contact"));
    }

    @Test
    void aProgramChangesWhatItNamesAndNothingElse() {
        var answer = own.program().patch("/me", JsonObject.of("phone", "06 39 98 41 27", "language", "fr"));

        assertEquals(200, answer.status(), answer::toString);
        assertEquals("+33639984127", answer.json().getString("phone"));
        assertEquals("fr", answer.json().getString("language"));
        assertEquals("Kervella", answer.json().getString("lastName"));
        assertEquals("numéro de téléphone, langue", own.row("SELECT content ->> 'changed' FROM mail"));

        var removed = own.program().patch("/me", JsonObject.of("phone", ""));

        assertFalse(removed.json().containsKey("phone"), removed::toString);
        assertEquals("2", own.row("SELECT count(*) FROM mail"));
        assertEquals(200, own.program().patch("/me", new JsonObject()).status());
        assertEquals("2", own.row("SELECT count(*) FROM mail"), "nothing has changed");
    }

    @Test
    void anotherLanguageIsSpokenAtOnceWhateverThisBrowserHadChosen() {
        var browser = own.browser();
        browser.get("/account?lang=en");

        var saved = browser.post(PAGE, "firstName", "Nolwenn", "lastName", "Kervella", "phone", "", "language", "fr");
        var shown = browser.get(saved.getHeader("Location"));

        assertTrue(shown.bodyAsString().contains("Vos coordonnées sont enregistrées"), shown::bodyAsString);
    }

    @Test
    void aStaleFormOverwritesNothing() {
        var browser = own.browser();
        var shown = hidden(browser.get(PAGE).bodyAsString());
        own.program().patch("/me", JsonObject.of("firstName", "Nolwenn-Anne"));

        var refused = browser.post(
                PAGE, "shown", shown, "firstName", "Nolwenn", "lastName", "Tanguy", "phone", "", "language", "en");

        assertEquals(409, refused.statusCode());
        assertTrue(refused.bodyAsString().contains("Nolwenn-Anne Kervella"), refused::bodyAsString);
        assertTrue(refused.bodyAsString().contains("value=\"Tanguy\""), "what was typed stays");
        assertEquals("Nolwenn-Anne|Kervella", own.row("SELECT first_name, last_name FROM account"));
        var again = browser.post(
                PAGE,
                "shown",
                hidden(refused.bodyAsString()),
                "firstName",
                "Nolwenn",
                "lastName",
                "Tanguy",
                "phone",
                "",
                "language",
                "en");
        assertEquals(303, again.statusCode());
    }

    @Test
    void anotherTelephoneNumberNeedsAFreshProofAndANameDoesNot() {
        var browser = own.browser();
        var program = own.program();
        own.portal.clock.advance(Duration.ofMinutes(6));

        assertEquals(
                200, program.patch("/me", JsonObject.of("firstName", "Anna")).status());
        var refused = program.patch("/me", JsonObject.of("phone", "06 39 98 41 27"));
        assertEquals(403, refused.status());
        assertEquals("session.proof-required", refused.code());
        var asked = browser.post(
                PAGE, "firstName", "Anna", "lastName", "Kervella", "phone", "06 39 98 41 27", "language", "en");
        assertEquals(403, asked.statusCode());
        assertTrue(asked.bodyAsString().contains("change your telephone number"), asked::bodyAsString);
        assertEquals("null", String.valueOf(own.row("SELECT coalesce(phone, 'null') FROM account")));

        var saved = browser.post(
                PAGE,
                "firstName",
                "Anna",
                "lastName",
                "Kervella",
                "phone",
                "06 39 98 41 27",
                "language",
                "en",
                "proof",
                OwnAccount.PASSWORD);

        assertEquals(303, saved.statusCode(), saved::bodyAsString);
        assertEquals("+33639984127", own.row("SELECT phone FROM account"));
    }

    @Test
    void everyFieldThatIsWrongIsNamed() {
        var page = own.browser().post(PAGE, "firstName", "", "lastName", "", "phone", "12", "language", "xx");
        var problem = own.program()
                .patch("/me", JsonObject.of("firstName", "1234", "phone", "12", "language", "xx", "email", "x"));

        assertEquals(400, page.statusCode());
        for (var field : List.of("firstName", "lastName", "phone", "language")) {
            assertTrue(page.bodyAsString().contains("id=\"" + field + "-error\""), field);
        }
        assertEquals(400, problem.status());
        assertTrue(problem.wrongFields().containsAll(List.of("phone", "language", "email")), problem::toString);
    }

    private void contact(String account, String kind) {
        own.portal.database.execute("""
                INSERT INTO contact (organisation_id, kind, account_id, first_name, last_name, email, phone, changed_at)
                VALUES ('%s', '%s', '%s', 'Nolwenn', 'Kervella', '%s', '+33261912411', '2026-11-02Z')
                """.formatted(People.MENUISERIE, kind, account, OwnAccount.EMAIL));
    }

    private static String hidden(String page) {
        var found = Pattern.compile("name=\"shown\" value=\"([0-9a-f]+)\"").matcher(page);
        assertTrue(found.find(), page);
        return found.group(1);
    }
}
