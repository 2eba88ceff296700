package eu.parvis.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GeneratedTest {

    private final TemporaryPasswords passwords = new TemporaryPasswords(new SecureRandom());
    private final Identifiers identifiers = new Identifiers(new SecureRandom());

    @Test
    void aTemporaryPasswordHasTenCharactersOfFourKinds() {
        for (var i = 0; i < 1_000; i++) {
            var password = passwords.next().text();

            assertEquals(10, password.length());
            assertTrue(password.matches(".*[a-z].*"), password);
            assertTrue(password.matches(".*[A-Z].*"), password);
            assertTrue(password.matches(".*[0-9].*"), password);
            assertTrue(password.matches(".*[.;!?].*"), password);
        }
    }

    @Test
    void aTemporaryPasswordHoldsNothingThatIsMisreadAndLosesNothingWhenCopied() {
        for (var i = 0; i < 1_000; i++) {
            var password = passwords.next().text();

            assertTrue(password.matches("[a-zA-Z0-9.;!?&&[^0Oo1lIi2Zz5Ss8B]]+"), password);
            assertTrue(password.matches("[a-zA-Z0-9].*[a-zA-Z0-9]"), password);
        }
    }

    @Test
    void everyCharacterComesUpAtEveryPlaceThatMayHoldIt() {
        var drawn =
                Stream.generate(passwords::next).limit(5_000).map(Secret::text).toList();

        for (var place = 0; place < 10; place++) {
            var at = place;
            var seen = drawn.stream().map(password -> password.charAt(at)).collect(Collectors.toSet());
            assertEquals(place == 0 || place == 9 ? 47 : 51, seen.size(), "at place " + place);
        }
    }

    @Test
    void temporaryPasswordsDoNotRepeat() {
        var drawn = Stream.generate(passwords::next).limit(5_000).collect(Collectors.toSet());

        assertEquals(5_000, drawn.size());
    }

    @Test
    void anIdentifierIsTwoLettersWithoutIAndOAndSixDigits() {
        var letters = new HashSet<Integer>();
        for (var i = 0; i < 1_000; i++) {
            var identifier = identifiers.next();

            assertTrue(identifier.matches("[A-HJ-NP-Z]{2}[0-9]{6}"), identifier);
            IntStream.of(0, 1).map(identifier::charAt).forEach(letters::add);
        }
        assertEquals(24, letters.size());
    }
}
