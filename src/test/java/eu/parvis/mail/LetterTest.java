package eu.parvis.mail;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import eu.parvis.crypto.Secret;
import eu.parvis.values.Language;
import java.security.SecureRandom;
import java.util.List;
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
        assertThrows(IllegalArgumentException.class, () -> Occasion.of(occasion));
    }

    @Test
    void aLetterBringsExactlyWhatItsOccasionNeeds() {
        var letters = Letters.drawnFrom(new SecureRandom());
        var to = new Addressee("Jeanne Martin", "a@b.example", Language.FR);

        var letter = letters.letter(Occasion.REMOVED, to)
                .with("organisation", "Verrerie")
                .build();

        assertEquals(Map.of("name", "Jeanne Martin", "organisation", "Verrerie"), letter.content());
        assertEquals(0, letter.position());
        assertNotEquals(letter.id(), letter.group());
        assertThrows(IllegalArgumentException.class, letters.letter(Occasion.REMOVED, to)::build);
        assertThrows(
                IllegalArgumentException.class,
                letters.letter(Occasion.REMOVED, to)
                        .with("organisation", "Verrerie")
                        .with("path", "/")::build);
    }

    @Test
    void lettersOfAGroupShareTheirReference() {
        var letters = Letters.drawnFrom(new SecureRandom());
        var to = new Addressee("Jeanne Martin", "a@b.example", Language.FR);

        var letter = letters.letter(Occasion.REMOVED, to)
                .inGroup(new UUID(1, 2), 3)
                .under("R")
                .with("organisation", "Verrerie")
                .build();

        assertEquals(List.of(new UUID(1, 2), 3, "R"), List.of(letter.group(), letter.position(), letter.reference()));
        assertEquals(4, letter.at(4).position());
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
                Occasion.IDENTIFIER,
                recipient,
                Language.FR,
                reference,
                Map.of("name", name),
                Optional.of(new Secret(secret)));
    }
}
