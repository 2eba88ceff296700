package eu.parvis.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InputTest {

    private static final SecretFields SECRETS = SecretFields.of("word", "keys.*.word");

    @Test
    void aSecretOfAnyNameIsReadAndNeverShownAgain() {
        var input = form(
                "word", "one", "Word", "two", "word.deeper", "three", "keys.0.word", "four", "keys.0.name", "five");

        assertEquals("four", input.objects("keys").get(0).secret("word").text());
        assertEquals(Map.of("keys.0.name", List.of("five")), input.form().all());
        assertEquals(
                Map.of("name", List.of("five")),
                Map.copyOf(input.objects("keys").get(0).form().all()));
    }

    @Test
    void aSecretIsHiddenAlthoughNobodyReadIt() {
        assertEquals("", form("word", "one").form().value("word"));
    }

    @Test
    void aFormsSecretThatTheRouteDoesNotDeclareIsNotRead() {
        var input = form("password", "one");

        assertThrows(IllegalStateException.class, () -> input.secret("password"));
    }

    /** Nothing of a JSON body is shown again. */
    @Test
    void aSecretOfAJsonBodyNeedsNoDeclaration() {
        assertEquals(
                "one",
                Input.json(Buffer.buffer("{\"word\":\"one\"}")).secret("word").text());
    }

    private static Input form(String... fields) {
        var form = MultiMap.caseInsensitiveMultiMap();
        for (var i = 0; i < fields.length; i += 2) {
            form.add(fields[i], fields[i + 1]);
        }
        return Input.form(form, SECRETS);
    }
}
