package eu.parvis.http;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import eu.parvis.bus.Failure;
import eu.parvis.bus.FieldError;
import eu.parvis.crypto.Secret;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

class TypedTwiceTest {

    @Test
    void twoSpellingsOfOneAddressAreTheSame() {
        var in = json("nolwenn@kervella.example", " Nolwenn@KERVELLA.example");

        var email = TypedTwice.email(in);

        assertDoesNotThrow(in::end);
        assertEquals("nolwenn@kervella.example", email.value());
    }

    @Test
    void anotherAddressIsRefusedAtTheConfirmation() {
        assertEquals(
                List.of(FieldError.of("emailConfirmation", "error.email.confirmation")),
                faults(json("nolwenn@kervella.example", "nolwen@kervella.example")));
    }

    @Test
    void anAddressThatIsWrongItselfIsNotCompared() {
        assertEquals(
                List.of(FieldError.of("email", "error.email.at")),
                faults(json("kervella.example", "nolwenn@kervella.example")));
    }

    @Test
    void aPageSaysThatTheConfirmationIsMissing() {
        var form = Input.form(MultiMap.caseInsensitiveMultiMap().add("email", "nolwenn@kervella.example"));

        assertEquals(List.of(FieldError.of("emailConfirmation", "form.empty.emailConfirmation")), faults(form));
    }

    @Test
    void aSecretComesWithItsConfirmation() {
        var in = Input.json(Buffer.buffer("{\"password\":\"one\",\"passwordConfirmation\":\"two\"}"));

        var both = TypedTwice.secret(in, "password", List::of);

        assertDoesNotThrow(in::end);
        assertEquals(List.of(new Secret("one"), new Secret("two")), both);
    }

    private static Input json(String email, String confirmation) {
        return Input.json(new JsonObject()
                .put("email", email)
                .put("emailConfirmation", confirmation)
                .toBuffer());
    }

    private static List<FieldError> faults(Input in) {
        TypedTwice.email(in);
        return assertThrows(Failure.class, in::end).fields();
    }
}
