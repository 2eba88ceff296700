package eu.parvis.me;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.http.Browser;
import eu.parvis.session.SessionApi.Channel;
import eu.parvis.signin.password.People;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The person changes the password in a session. */
@ExtendWith(VertxExtension.class)
class PasswordChangeTest {

    private static final String PAGE = "/account/password";

    private OwnAccount own;

    @BeforeEach
    void open(Vertx vertx) {
        own = new OwnAccount(vertx);
    }

    @Test
    void theNewPasswordEndsTheOtherSessionsAndThisOneGetsAnotherToken() {
        var browser = own.browser();
        var elsewhere = own.browser();
        var program = own.program();
        var before = browser.cookie("session");
        assertTrue(browser.get(PAGE).bodyAsString().contains("name=\"endOthers\" value=\"true\" checked"));

        var changed = change(browser, OwnAccount.PASSWORD, OwnAccount.OTHER, "endOthers", "true");

        assertEquals("/account", changed.getHeader("Location"), changed::bodyAsString);
        assertNotEquals(before, browser.cookie("session"));
        assertEquals(200, browser.get("/account").statusCode());
        assertEquals(
                303,
                own.portal.browser().with("session", before).get("/account").statusCode());
        assertEquals("/sign-in?returnTo=%2Faccount", elsewhere.get("/account").getHeader("Location"));
        assertEquals(401, program.get("/me").status());
        assertEquals(List.of("password-changed " + OwnAccount.EMAIL), own.portal.mails());
        assertEquals(List.of("REAUTHENTICATION DONE", "PASSWORD_CHANGED DONE"), own.journal());
        assertTrue(own.isPassword(OwnAccount.OTHER));
        assertFalse(own.isPassword(OwnAccount.PASSWORD));
    }

    @Test
    void theOtherSessionsStayIfThePersonWants() {
        var browser = own.browser();
        var elsewhere = own.browser();

        assertEquals(303, change(browser, OwnAccount.PASSWORD, OwnAccount.OTHER).statusCode());

        assertEquals(200, elsewhere.get("/account").statusCode());
    }

    @Test
    void aProgramGetsItsNewToken() {
        var program = own.program();
        var kept = own.program();

        var answer = program.put(
                "/me/password", body(OwnAccount.PASSWORD, OwnAccount.OTHER).put("keepOtherSessions", true));

        assertEquals(200, answer.status(), answer::toString);
        assertEquals(401, program.get("/me").status());
        assertEquals(200, kept.get("/me").status());
        var token = answer.json().getJsonObject("session").getString("token");
        assertEquals(200, own.portal.api().bearer(token).get("/me").status());
        assertEquals("0", own.row("SELECT coalesce(sum(cardinality(tries)), 0) FROM attempt"));
    }

    @Test
    void aWrongCurrentPasswordChangesNothingAndIsCounted() {
        var page = change(own.browser(), "wrong", OwnAccount.OTHER);
        var problem = own.program().put("/me/password", body("wrong", OwnAccount.OTHER));

        assertEquals(400, page.statusCode());
        assertTrue(page.bodyAsString().contains("id=\"currentPassword-error\""), page::bodyAsString);
        assertEquals("error.password.wrong", problem.codeAt("currentPassword"));
        assertEquals("4", own.row("SELECT sum(cardinality(tries)) FROM attempt"), "at the login and the account");
        assertTrue(own.isPassword(OwnAccount.PASSWORD));
        assertEquals(List.of(), own.portal.mails());
    }

    @Test
    void afterTooManyTriesThePageSaysHowLongToWait() {
        var browser = own.browser();
        for (var i = 0; i < 5; i++) {
            change(browser, "wrong", OwnAccount.OTHER);
        }

        var refused = change(browser, OwnAccount.PASSWORD, OwnAccount.OTHER);

        assertEquals(429, refused.statusCode());
        assertEquals("900", refused.getHeader("Retry-After"));
        assertTrue(refused.bodyAsString().contains("Wait 15 min"), refused::bodyAsString);
    }

    @Test
    void theSamePasswordAndAWeakOneAreRefusedAndNothingIsEverShownAgain() {
        var same = change(own.browser(), OwnAccount.PASSWORD, OwnAccount.PASSWORD);
        var weak = change(own.browser(), OwnAccount.PASSWORD, "Kervella1!");
        var problem = own.program().put("/me/password", body(OwnAccount.PASSWORD, OwnAccount.PASSWORD));

        assertEquals(400, same.statusCode());
        assertTrue(same.bodyAsString().contains("This is your current password"), same::bodyAsString);
        assertFalse(same.bodyAsString().contains(OwnAccount.PASSWORD));
        assertEquals(400, weak.statusCode());
        assertTrue(weak.bodyAsString().contains("Do not use your name"), weak::bodyAsString);
        assertEquals("error.password.current", problem.codeAt("password"));
    }

    @Test
    void mailedLinksToAnotherPasswordAreVoid() {
        own.portal.database.execute("""
                INSERT INTO recovery (token_hash, account_id, created_at, expires_at)
                VALUES ('x', '%s', '2026-11-24 08:59Z', '2026-11-24 09:59Z')
                """.formatted(People.NOLWENN));

        change(own.browser(), OwnAccount.PASSWORD, OwnAccount.OTHER);

        assertEquals("0", own.row("SELECT count(*) FROM recovery WHERE used_at IS NULL"));
    }

    @Test
    void aSessionByLinkChangesThePasswordWithTheCurrentOne() {
        assertEquals(
                303,
                change(own.browserByLink(), OwnAccount.PASSWORD, OwnAccount.OTHER)
                        .statusCode());
        assertEquals(
                1, own.rows("SELECT 1 FROM session WHERE proved_at IS NOT NULL").size());
        assertEquals(
                401,
                own.portal.api().bearer(own.token(Channel.BROWSER)).get("/me").status());
    }

    private static HttpResponse<Buffer> change(Browser browser, String current, String password, String... more) {
        var fields = new String[6 + more.length];
        var all = List.of("currentPassword", current, "password", password, "passwordConfirmation", password);
        for (var i = 0; i < fields.length; i++) {
            fields[i] = i < 6 ? all.get(i) : more[i - 6];
        }
        return browser.post(PAGE, fields);
    }

    private static JsonObject body(String current, String password) {
        return JsonObject.of("currentPassword", current, "password", password, "passwordConfirmation", password);
    }
}
