package eu.parvis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

    private static final List<String> ADD = List.of(
            "operator",
            "add",
            "--email",
            "yann.legoff@authority.example",
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
