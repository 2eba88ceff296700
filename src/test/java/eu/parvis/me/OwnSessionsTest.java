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
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The person sees where they are signed in, and ends sessions. */
@ExtendWith(VertxExtension.class)
class OwnSessionsTest {

    private static final String PAGE = "/account/sessions";
    private static final String EDGE =
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
                    + " Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0";

    private OwnAccount own;

    @BeforeEach
    void open(Vertx vertx) {
        own = new OwnAccount(vertx);
    }

    @Test
    void thePageTellsTheSessionsApart() {
        var elsewhere = own.browser();
        device(EDGE);
        own.program();
        own.portal.database.execute("UPDATE session SET device = 'curl/8.5.0' WHERE channel = 'API'");
        own.portal.clock.advance(Duration.ofMinutes(2));
        var browser = own.browser();

        var page = browser.get(PAGE).bodyAsString();

        assertTrue(page.contains("Edge on Windows"), page);
        assertTrue(page.contains("<strong>curl</strong> <span class=\"tag\">Program (API)"), page);
        assertEquals(1, page.split("This session", -1).length - 1, page);
        assertEquals(2, page.split("action=\"/account/sessions/end\"", -1).length - 1, page);
        assertEquals(200, elsewhere.get("/account").statusCode());
    }

    @Test
    void oneSessionEndsAndTellsWhy() {
        var elsewhere = own.browser();
        var third = own.browser();
        var id = idOf(elsewhere.cookie("session"));
        var browser = own.browser();

        var ended = browser.post(PAGE + "/end", "session", id);

        assertEquals("/account/sessions", ended.getHeader("Location"));
        assertEquals("/sign-in?returnTo=%2Faccount", elsewhere.get("/account").getHeader("Location"));
        var told = elsewhere.get("/sign-in?returnTo=%2Faccount");
        assertTrue(told.bodyAsString().contains("This session was closed from another one"), told::bodyAsString);
        assertEquals(200, third.get("/account").statusCode());
        assertEquals(List.of("SESSION_ENDED DONE"), own.journal());
        assertEquals(
                "ENDED|ENDED_BY_OWNER", own.row("SELECT reason, cause FROM ended_session"), "older nodes read ENDED");
        assertEquals(
                "/account/sessions", browser.post(PAGE + "/end", "session", id).getHeader("Location"), "again");
    }

    @Test
    void allOthersEndAtOnce() {
        var elsewhere = own.browser();
        var program = own.program();
        var browser = own.browser();

        assertEquals("/account/sessions", browser.post(PAGE + "/end-others").getHeader("Location"));

        assertEquals(303, elsewhere.get("/account").statusCode());
        assertEquals(401, program.get("/me").status());
        assertTrue(browser.get(PAGE).bodyAsString().contains("You are signed in nowhere else"));
        assertEquals(List.of("OTHER_SESSIONS_ENDED DONE"), own.journal());
    }

    @Test
    void aProgramDoesTheSame() {
        var elsewhere = own.browser();
        var program = own.program();
        var list = program.get("/me/sessions").json().getJsonArray("sessions");
        assertEquals(2, list.size());
        var other = list.stream()
                .map(JsonObject.class::cast)
                .filter(session -> !session.getBoolean("current"))
                .findFirst()
                .orElseThrow();

        assertEquals(
                204, program.delete("/me/sessions/" + other.getString("id")).status());
        assertEquals(
                404, program.delete("/me/sessions/" + other.getString("id")).status());
        assertEquals(303, elsewhere.get("/account").statusCode());

        var third = own.browser();
        assertEquals("error.required", program.delete("/me/sessions").codeAt("others"));
        assertEquals(200, third.get("/account").statusCode());
        assertEquals(204, program.delete("/me/sessions?others").status());
        assertEquals(303, third.get("/account").statusCode());
        assertEquals(200, program.get("/me").status());
    }

    @Test
    void aForeignSessionLooksAsIfThereWereNone() {
        new People(own.portal.database).invited(own.hash("x"));
        var foreign = own.portal.session(
                People.ERWAN, eu.parvis.session.SessionApi.Kind.ACTIVATION, eu.parvis.session.SessionApi.Channel.API);
        var id = idOf(foreign);

        var refused = own.program().delete("/me/sessions/" + id);
        var absent = own.program().delete("/me/sessions/" + UUID.randomUUID());

        assertEquals(404, refused.status());
        assertEquals(absent.code(), refused.code());
        assertEquals(
                "/account/sessions",
                own.browser().post(PAGE + "/end", "session", id).getHeader("Location"));
        assertEquals("1", own.row("SELECT count(*) FROM session WHERE id = '" + id + "'"));
        assertEquals(404, own.browser().post(PAGE + "/end", "session", "x").statusCode());
    }

    @Test
    void aSessionThatEndedByTimeIsNotListed() {
        own.browser();
        own.portal.clock.advance(Duration.ofMinutes(31));

        var list = own.program().get("/me/sessions").json().getJsonArray("sessions");

        assertEquals(1, list.size());
        assertTrue(list.getJsonObject(0).getBoolean("current"));
        assertFalse(list.getJsonObject(0).containsKey("device"));
    }

    private void device(String userAgent) {
        own.portal.database.execute("UPDATE session SET device = '" + userAgent + "'");
    }

    private String idOf(String token) {
        return own.row("SELECT id FROM session WHERE token_hash = sha256('" + token + "'::bytea)");
    }
}
