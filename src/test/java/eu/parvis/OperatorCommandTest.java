package eu.parvis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.activation.ActivationCapability;
import eu.parvis.desk.DeskCapability;
import eu.parvis.draft.DraftCapability;
import eu.parvis.session.SessionCapability;
import eu.parvis.signin.password.SigninCapability;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** {@code operator add} on the command line. */
class OperatorCommandTest {

    private static final String OPERATOR = "yann.legoff@authority.example";
    private static final String CHOSEN = "Lavande-bleue-42";

    private static final List<String> ADD = List.of(
            "operator",
            "add",
            "--email",
            OPERATOR,
            "--first-name",
            "Yann",
            "--last-name",
            "Legoff",
            "--language",
            "fr");

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final TestDatabase database = TestDatabase.fresh();

    private int run(List<String> arguments) {
        return new OperatorCommand(
                        environment(),
                        Optional.empty(),
                        new TestClock(),
                        new PrintStream(said, true, StandardCharsets.UTF_8))
                .run(arguments.toArray(String[]::new));
    }

    private Map<String, String> environment() {
        var db = database.settings();
        return new HashMap<>(Map.of(
                "PARVIS_HTTP_PUBLIC_URL", "https://portal.example",
                "PARVIS_DB_URI", db.uri(),
                "PARVIS_DB_USER", db.user(),
                "PARVIS_DB_PASSWORD", db.password(),
                "PARVIS_SMTP_HOST", "localhost",
                "PARVIS_MAIL_SENDER", "portal@ca.example",
                "PARVIS_SECRETS_KEY", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="));
    }

    private static List<String> with(String option, String value) {
        var changed = new ArrayList<>(ADD);
        changed.set(changed.indexOf(option) + 1, value);
        return changed;
    }

    @Test
    void anOperatorIsAddedOnce() {
        assertEquals(0, run(ADD), said::toString);
        assertEquals(
                List.of("Yann|t|PENDING|fr"),
                database.query("SELECT first_name, operator, state, language FROM account"));
        assertEquals(List.of("2"), database.query("SELECT count(*) FROM mail"));

        assertEquals(1, run(ADD));
        assertTrue(
                said.toString(StandardCharsets.UTF_8).contains("an account has this address already"), said::toString);
    }

    @Test
    void anAddedOperatorSignsInWithTheMailedPasswordActivatesTheAccountAndComesToTheDesk() {
        assertEquals(0, run(ADD), said::toString);
        var portal = TestPortal.over(
                database,
                Vertx.vertx(),
                SessionCapability.DESCRIPTOR,
                DraftCapability.DESCRIPTOR,
                SigninCapability.DESCRIPTOR,
                ActivationCapability.DESCRIPTOR,
                DeskCapability.DESCRIPTOR);
        var browser = portal.browser();
        var identifier = database.query(
                        "SELECT content ->> 'identifier' FROM mail WHERE occasion = 'operator-identifier'")
                .get(0);
        var mailed = portal.secretOf("operator-password", OPERATOR).text();

        var signedIn = browser.post("/sign-in", "login", identifier, "password", mailed, "returnTo", "/desk");
        assertEquals(
                "303 /activation",
                signedIn.statusCode() + " " + signedIn.getHeader("Location"),
                signedIn::bodyAsString);
        var chosen = browser.post("/activation/password", "password", CHOSEN, "passwordConfirmation", CHOSEN);
        assertEquals(303, chosen.statusCode(), chosen::bodyAsString);

        assertEquals("/activation", browser.get("/desk").getHeader("Location"), "not yet");
        var questions = browser.post("/activation/challenges", challenges());
        assertEquals(303, questions.statusCode(), questions::bodyAsString);

        assertEquals(200, browser.get("/desk").statusCode());
        assertEquals(List.of("ACTIVE|DONE"), database.query("SELECT state, step FROM account"));
        var again = portal.browser().post("/sign-in", "login", identifier, "password", mailed);
        assertEquals(401, again.statusCode(), "the mailed password has ended");
        Await.done(portal.vertx.close());
    }

    private static MultiMap challenges() {
        return MultiMap.caseInsensitiveMultiMap()
                .add("questions.0.question", "first-school")
                .add("questions.0.answer", "École du Moulin Vert")
                .add("questions.1.question", "childhood-friend")
                .add("questions.1.answer", "Soazig")
                .add("questions.2.question", "first-journey")
                .add("questions.2.answer", "Île de Sein")
                .add("questions.3.question", "OWN")
                .add("questions.3.own", "What was painted on the kitchen wall?")
                .add("questions.3.answer", "A blue rooster")
                .add("personalCode", "40719382")
                .add("personalCodeConfirmation", "40719382");
    }

    @Test
    void unusableArgumentsAreExplained() {
        for (var arguments : List.of(
                List.of("operator"),
                List.of("operator", "remove"),
                List.of("operator", "add", "--email", "yann.legoff@authority.example"),
                with("--language", "de"),
                with("--email", "yann"),
                with("--first-name", "42"))) {
            assertEquals(2, run(arguments), arguments.toString());
        }
        assertEquals(List.of("0"), database.query("SELECT count(*) FROM account"));
    }
}
