package eu.parvis.me;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.signin.password.People;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sensitive acts need a password that was proved within the last five minutes. */
@ExtendWith(VertxExtension.class)
class ProofTest {

    private OwnAccount own;
    private String erwan;

    /** Erwan is a user of Nolwenn's organisation. */
    @BeforeEach
    void open(Vertx vertx) {
        own = new OwnAccount(vertx);
        new People(own.portal.database).invited(own.hash("x"));
        own.portal.database.execute("""
                UPDATE account SET state = 'ACTIVE', step = 'DONE', password_kind = 'CHOSEN', password_expires_at = NULL,
                                   activated_at = '2026-11-02Z'
                WHERE id = '%1$s';
                INSERT INTO member (id, organisation_id, account_id, roles, state, created_at, changed_at)
                VALUES (gen_random_uuid(), '%2$s', '%1$s', '{USER}', 'ACTIVE', '2026-11-02Z', '2026-11-02Z')
                """.formatted(People.ERWAN, People.MENUISERIE));
        erwan = own.row("SELECT id FROM member WHERE account_id = '" + People.ERWAN + "'");
    }

    @ParameterizedTest
    @CsvSource({
        "/users/:id/roles, roles, ADMINISTRATOR, change somebody’s roles",
        "/users/:id/deactivate, confirmation, true, end somebody’s access",
        "/users/:id/hand-over, handOver, true, hand over the administration",
        "/organisation/contacts, legalRepresentative.who, ME, change the contacts"
    })
    void theFormAsksForThePasswordAfterFiveMinutesAndThenDoesTheAct(
            String path, String field, String value, String act) {
        var browser = own.browser();
        var form = form(field, value);
        own.portal.clock.advance(Duration.ofMinutes(5).plusSeconds(1));

        var asked = browser.post(path(path), form);

        assertEquals(403, asked.statusCode(), asked::bodyAsString);
        assertTrue(asked.bodyAsString().contains(act), asked::bodyAsString);
        assertTrue(asked.bodyAsString().contains("name=\"" + field + "\" value=\"" + value + "\""), "typed is kept");
        assertEquals(List.of(), own.journal());

        var wrong = browser.post(
                path(path), MultiMap.caseInsensitiveMultiMap().addAll(form).add("proof", "wrong"));
        assertEquals(400, wrong.statusCode());
        assertTrue(wrong.bodyAsString().contains("This is not your current password"), wrong::bodyAsString);
        assertTrue(wrong.bodyAsString().contains("name=\"" + field + "\" value=\"" + value + "\""), "typed is kept");
        assertFalse(wrong.bodyAsString().contains("value=\"wrong\""));

        var done = browser.postAsIs(path(path), sentAgain(wrong.bodyAsString()).add("proof", OwnAccount.PASSWORD));

        assertEquals(303, done.statusCode(), done::bodyAsString);
        assertEquals("REAUTHENTICATION REFUSED", own.journal().get(0));
        assertEquals("REAUTHENTICATION DONE", own.journal().get(1));
    }

    @ParameterizedTest
    @CsvSource({"/users/:id/roles, roles, ADMINISTRATOR", "/users/:id/deactivate, confirmation, true"})
    void withinFiveMinutesNothingIsAsked(String path, String field, String value) {
        var browser = own.browser();
        own.portal.clock.advance(Duration.ofMinutes(5));

        assertEquals(303, browser.post(path(path), form(field, value)).statusCode());
    }

    @Test
    void aMailedLinkIsNoProof() {
        assertEquals(
                403,
                own.browserByLink()
                        .post(path("/users/:id/roles"), form("roles", "ADMINISTRATOR"))
                        .statusCode());
    }

    @Test
    void aFormThatIsWrongComesBackFilledInAfterTheProof() {
        var browser = own.browser();
        own.portal.clock.advance(Duration.ofMinutes(6));
        var form = MultiMap.caseInsensitiveMultiMap()
                .add("legalRepresentative.who", "OTHER")
                .add("legalRepresentative.person.lastName", "Tanguy")
                .add("billingContact.who", "ME")
                .add("proof", OwnAccount.PASSWORD);

        var refused = browser.post("/organisation/contacts", form);

        assertEquals(400, refused.statusCode());
        assertTrue(refused.bodyAsString().contains("value=\"Tanguy\""), refused::bodyAsString);
        assertFalse(refused.bodyAsString().contains(OwnAccount.PASSWORD));
    }

    @Test
    void savingADraftNeedsNoProof() {
        var browser = own.browser();
        own.portal.clock.advance(Duration.ofMinutes(6));

        var saved = browser.post(path("/users/:id/roles"), form("roles", "USER").add("keep", ""));

        assertEquals(204, saved.statusCode());
    }

    @Test
    void whoDoesNotConfirmGoesBackToThePageOfTheAct() {
        var browser = own.browserByLink();
        var cancel = "<a href=\"%s\">Cancel</a>";

        assertTrue(browser.get("/account/confirm?returnTo=%2Faccount%2Fdata")
                .bodyAsString()
                .contains(cancel.formatted("/account")));
        for (var act : List.of("roles", "deactivate", "hand-over")) {
            var asked = browser.post(path("/users/:id/" + act), "confirmation", "true");
            assertEquals(403, asked.statusCode(), asked::bodyAsString);
            assertTrue(asked.bodyAsString().contains(cancel.formatted(path("/users/:id"))), asked::bodyAsString);
        }
        var asked = browser.post("/account/email", "email", "new@kervella.example");
        assertTrue(asked.bodyAsString().contains(cancel.formatted("/account/email")), asked::bodyAsString);
    }

    @Test
    void theRightPasswordOnAPageLeadsBack() {
        var browser = own.browserByLink();
        var page = browser.get("/account/confirm?returnTo=%2Faccount%2Fsessions");
        assertEquals(200, page.statusCode());
        assertTrue(page.bodyAsString().contains("name=\"returnTo\" value=\"/account/sessions\""), page::bodyAsString);
        assertTrue(browser.get("/account/confirm?returnTo=//evil.example")
                .bodyAsString()
                .contains("name=\"returnTo\" value=\"\""));

        var wrong = browser.post("/account/confirm", "returnTo", "/account/sessions", "proof", "wrong");
        assertEquals(400, wrong.statusCode());
        assertTrue(wrong.bodyAsString().contains("value=\"/account/sessions\""));
        var right = browser.post("/account/confirm", "returnTo", "/account/sessions", "proof", OwnAccount.PASSWORD);

        assertEquals("/account/sessions", right.getHeader("Location"));
        assertEquals(
                303,
                browser.post(path("/users/:id/roles"), form("roles", "ADMINISTRATOR"))
                        .statusCode());
    }

    @Test
    void aProgramIsToldThatAProofIsMissing() {
        var program = own.program();
        own.portal.clock.advance(Duration.ofMinutes(6));
        var roles = JsonObject.of("roles", JsonArray.of("ADMINISTRATOR"));

        for (var refused : List.of(
                program.patch("/users/" + erwan, roles),
                program.patch("/users/" + erwan, JsonObject.of("state", "DEACTIVATED")),
                program.delete("/users/" + erwan),
                program.post("/users/" + erwan + "/hand-over"),
                program.put(
                        "/organisations/current/contacts",
                        JsonObject.of(
                                "legalRepresentative", JsonObject.of("who", "ME"),
                                "billingContact", JsonObject.of("who", "ME"))))) {
            assertEquals(403, refused.status(), refused::toString);
            assertEquals("session.proof-required", refused.code());
        }
        assertEquals(
                200,
                program.patch("/users/" + erwan, JsonObject.of("state", "ACTIVE"))
                        .status());

        var wrong = program.put("/me/proof", JsonObject.of("password", "wrong"));
        assertEquals("error.password.wrong", wrong.codeAt("password"));
        assertEquals("2", own.row("SELECT sum(cardinality(tries)) FROM attempt"), "at the login and the account");
        assertEquals(
                204,
                program.put("/me/proof", JsonObject.of("password", OwnAccount.PASSWORD))
                        .status());
        assertEquals(200, program.patch("/users/" + erwan, roles).status());
    }

    private String path(String path) {
        return path.replace(":id", erwan);
    }

    /** With the other fields that the form of contacts needs. */
    private static MultiMap form(String field, String value) {
        var form = MultiMap.caseInsensitiveMultiMap().add(field, value);
        return field.startsWith("legal") ? form.add("billingContact.who", "ME") : form;
    }

    /** What the page that asks for the password sends. */
    private static MultiMap sentAgain(String page) {
        var form = MultiMap.caseInsensitiveMultiMap();
        var main = page.substring(page.indexOf("<h1>"));
        Pattern.compile("type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"")
                .matcher(main.substring(0, main.indexOf("</form>")))
                .results()
                .forEach(field -> form.add(field.group(1), field.group(2)));
        return form;
    }
}
