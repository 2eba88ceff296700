package eu.parvis.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.http.Browser;
import eu.parvis.membership.MembershipApi.Actor;
import eu.parvis.membership.Registry;
import eu.parvis.membership.Role;
import eu.parvis.session.SessionApi.Channel;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What was typed into the forms of "My users" and not sent, as a browser without scripts sends and finds it. */
@ExtendWith(VertxExtension.class)
class UserDraftsTest {

    private static final String YANN = "yann.legoff@kervella.example";

    private Registry registry;
    private UUID kervella;
    private Actor nolwenn;
    private Browser browser;

    @BeforeEach
    void anAdministratorIsSignedIn(Vertx vertx) {
        registry = Registry.open(vertx);
        kervella = registry.organisation(Registry.SIRET, "Menuiserie Kervella");
        nolwenn = registry.member(kervella, "nolwenn.kervella@kervella.example", Role.ADMINISTRATOR);
        browser = signedIn(nolwenn);
    }

    private Browser signedIn(Actor who) {
        return registry.portal.browser().with("session", registry.token(who.account(), Channel.BROWSER));
    }

    @Test
    void whatWasTypedIsThereAgainOnEveryDeviceOfTheAccountAndForNobodyElse() {
        assertEquals(204, typed(browser, "keep", "").statusCode());

        assertResumed(browser.get("/users"));
        assertResumed(signedIn(nolwenn).get("/users"));
        var maelle = registry.member(kervella, "maelle.riou@kervella.example", Role.ADMINISTRATOR);
        assertBlank(signedIn(maelle).get("/users"));
    }

    @Test
    void whatWasTypedForOneOrganisationIsNotShownInAnother() {
        var riou = registry.organisation("55210055400013", "Riou");
        registry.actor(riou, nolwenn.account(), Role.ADMINISTRATOR);
        actsFor(kervella);
        typed(browser, "keep", "");

        actsFor(riou);
        assertBlank(browser.get("/users"));
        actsFor(kervella);
        assertResumed(browser.get("/users"));
    }

    private void actsFor(UUID organisation) {
        registry.rows.execute("UPDATE session SET organisation_id = '" + organisation + "'");
    }

    @Test
    void aFormThatIsSentAfterTheSessionEndedIsThereForTheSameAccountThatSignsInAgain() {
        var subject = subject(browser);
        registry.clock.advance(Duration.ofMinutes(31));

        var late = typed(browser, "subject", subject);

        assertEquals("303 /sign-in?returnTo=%2Fusers", led(late));
        var maelle = registry.member(kervella, "maelle.riou@kervella.example", Role.ADMINISTRATOR);
        assertBlank(signedIn(maelle).get("/users"));
        assertResumed(signedIn(nolwenn).get("/users"));
        assertEquals("0", registry.rows.query("SELECT count(*) FROM mail").get(0), "nobody is invited");
    }

    @Test
    void aFormThatAnotherAccountTypedInAnotherTabIsNotKeptForTheOneWhoseSessionEnded() {
        var maelle = registry.member(kervella, "maelle.riou@kervella.example", Role.ADMINISTRATOR);
        var other = subject(signedIn(maelle));
        registry.clock.advance(Duration.ofMinutes(31));

        assertEquals(401, typed(browser, "subject", other).statusCode());

        assertBlank(signedIn(nolwenn).get("/users"));
        assertBlank(signedIn(maelle).get("/users"));
    }

    @Test
    void aTickThatConfirmsAnActIsNotSaidToBeKeptAfterTheSessionEnded() {
        var yann = registry.user(registry.member(kervella, YANN, Role.USER));
        var subject = subject(browser);
        registry.clock.advance(Duration.ofMinutes(31));

        var late = browser.post("/users/" + yann + "/deactivate", "confirmation", "true", "subject", subject);

        assertEquals(401, late.statusCode());
        assertTrue(late.bodyAsString().contains("name=\"confirmation\" value=\"true\""), late::bodyAsString);
    }

    @Test
    void aButtonThatIsPressedAfterTheSessionEndedLeadsToSignInWithoutAWordOfKeeping() {
        var yann = registry.user(registry.member(kervella, YANN, Role.USER));
        var subject = subject(browser);
        registry.clock.advance(Duration.ofMinutes(31));

        var late = browser.post("/users/" + yann + "/mails", "subject", subject);

        assertEquals("303 /sign-in?returnTo=%2Fusers%2F" + yann + "%2Fmails", led(late));
    }

    private String subject(Browser signedIn) {
        return registry.portal.subject(signedIn.cookie("session")).orElseThrow();
    }

    @Test
    void aFormOfASessionThatWasEndedOnPurposeIsNotKept() {
        registry.rows.execute("DELETE FROM session");

        assertEquals(401, typed(browser, "action", "add").statusCode());
        assertBlank(signedIn(nolwenn).get("/users"));
    }

    @Test
    void theLanguageIsSwitchedWithoutLosingWhatWasTyped() {
        var kept = typed(browser, "keep", "/users?lang=fr");
        assertEquals("303 /users?lang=fr", led(kept));
        assertEquals("303 /users", led(browser.get("/users?lang=fr")));

        var page = browser.get("/users").bodyAsString();

        assertTrue(page.contains("Vous n’avez pas encore envoyé ce formulaire"), page);
        assertTrue(page.contains("value=\"" + YANN + "\""), page);
    }

    @Test
    void savingLeadsToNoOtherSite() {
        assertEquals("204 null", led(typed(browser, "keep", "//elsewhere.example/")));
        assertEquals("204 null", led(typed(browser, "keep", "https://elsewhere.example/")));
    }

    @Test
    void aFormWithAnErrorIsThereAgainAfterThePageWasClosed() {
        assertEquals(
                400,
                typed(browser, "emailConfirmation", "another@kervella.example").statusCode());

        assertResumed(browser.get("/users"));
    }

    @Test
    void anAcceptedFormIsNotThereAgain() {
        typed(browser, "keep", "");

        assertEquals("303 /users", led(typed(browser, "emailConfirmation", YANN)));

        assertBlank(browser.get("/users"));
        assertEquals("0", registry.rows.query("SELECT count(*) FROM draft").get(0));
    }

    @Test
    void whoWantsAnEmptyFormGetsOne() {
        typed(browser, "keep", "");

        assertEquals("303 /users", led(typed(browser, "discard", "yes")));

        assertBlank(browser.get("/users"));
    }

    @Test
    void rolesThatWereTickedAndNotSentAreThereAgainAndNotInEffect() {
        var yann = registry.member(kervella, YANN, Role.USER);
        var path = "/users/" + registry.user(yann);

        assertEquals(
                204,
                browser.post(path + "/roles", "roles", "TECHNICAL_CONTACT", "keep", "")
                        .statusCode());

        var page = browser.get(path).bodyAsString();
        assertTrue(page.contains("value=\"TECHNICAL_CONTACT\" checked"), page);
        assertFalse(page.contains("value=\"USER\" checked"), page);
        assertEquals(
                "{USER}",
                registry.rows
                        .query("SELECT roles FROM member WHERE account_id = '" + yann.account() + "'")
                        .get(0));
    }

    @Test
    void nothingTypedRestsReadableAndNothingIsKeptForEver() {
        typed(browser, "keep", "");
        assertEquals(
                "0",
                registry.rows
                        .query("SELECT position('Yann'::bytea IN fields) FROM draft")
                        .get(0));

        registry.clock.advance(Duration.ofDays(7));
        assertBlank(signedIn(nolwenn).get("/users"));
    }

    @Test
    void onePersonFillsNeitherTheDatabaseNorAnHour() {
        assertEquals(
                400,
                browser.post("/users", "firstName", "a".repeat(70_000), "keep", "")
                        .statusCode());
        for (var number = 0; number < 50; number++) {
            assertEquals(204, savedRoles(number));
        }
        assertEquals(429, savedRoles(50));
        assertEquals(204, savedRoles(49), "the present ones are still saved");
    }

    private int savedRoles(int number) {
        return browser.post("/users/" + new UUID(0, number) + "/roles", "roles", "USER", "keep", "")
                .statusCode();
    }

    private static HttpResponse<Buffer> typed(Browser browser, String more, String value) {
        var confirmation = more.equals("emailConfirmation") ? value : "";
        return browser.post(
                "/users",
                "firstName",
                "Yann",
                "lastName",
                "Le Goff",
                "email",
                YANN,
                "emailConfirmation",
                confirmation,
                "roles",
                "USER",
                more.equals("emailConfirmation") ? "action" : more,
                value);
    }

    private static void assertResumed(HttpResponse<Buffer> page) {
        assertEquals(200, page.statusCode());
        var html = page.bodyAsString();
        assertTrue(html.contains("You have not sent this form yet"), html);
        assertTrue(html.contains("value=\"Yann\"") && html.contains("value=\"" + YANN + "\""), html);
    }

    private static void assertBlank(HttpResponse<Buffer> page) {
        assertEquals(200, page.statusCode());
        var html = page.bodyAsString();
        assertFalse(html.contains("You have not sent this form yet"), html);
        assertFalse(html.contains("value=\"Yann\""), html);
    }

    private static String led(HttpResponse<Buffer> answer) {
        return answer.statusCode() + " " + answer.getHeader("Location");
    }
}
