package eu.parvis.mail;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import eu.parvis.crypto.Secret;
import eu.parvis.values.Language;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LetterTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"\n", "\r", "\r\nBcc: all@example.com", "\u0000", "\t", "\u0085", "\u2028", "\u2029", "\ud800"})
    void noValueCanStartAHeaderOfItsOwn(String smuggled) {
        assertThrows(IllegalArgumentException.class, () -> letter("a@b.example" + smuggled, "R", "x", "s"));
        assertThrows(IllegalArgumentException.class, () -> letter("a@b.example", "R" + smuggled, "x", "s"));
        assertThrows(IllegalArgumentException.class, () -> letter("a@b.example", "R", "x" + smuggled, "s"));
        assertThrows(IllegalArgumentException.class, () -> letter("a@b.example", "R", "x", "s" + smuggled));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../layout", "Identifier", "a/b", "", "-a", "a--b", "no-such-occasion"})
    void anOccasionIsTheNameOfAFolderAndNoPath(String occasion) {
        assertThrows(
                IllegalArgumentException.class,
                () -> new Letter(
                        new UUID(1, 1),
                        new UUID(1, 2),
                        0,
                        occasion,
                        "a@b.example",
                        Language.FR,
                        "R",
                        Map.of(),
                        Optional.empty()));
    }

    @Test
    void everyOtherCharacterOfAnyScriptIsWelcome() {
        assertDoesNotThrow(() -> letter("a@b.example", "R", "Œuvre d’Aniche – 株式会社 \uD83C\uDFFA", "é;!?"));
    }

    @Test
    void noLogShowsTheSecret() {
        assertFalse(letter("a@b.example", "R", "x", "Ka7;pmWx2d").toString().contains("Ka7;pmWx2d"));
    }

    private static Letter letter(String recipient, String reference, String name, String secret) {
        return new Letter(
                new UUID(1, 1),
                new UUID(1, 2),
                0,
                "identifier",
                recipient,
                Language.FR,
                reference,
                Map.of("name", name),
                Optional.of(new Secret(secret)));
    }
}
