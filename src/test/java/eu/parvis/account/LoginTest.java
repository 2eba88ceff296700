package eu.parvis.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import eu.parvis.bus.Malformed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoginTest {

    @ParameterizedTest
    @ValueSource(strings = {"KM402716", "km402716", " KM 40 27 16 ", "KM-402716", "ＫＭ４０２７１６", "KM402716\u200b"})
    void anIdentifierIsRecognisedHoweverItIsTyped(String typed) {
        assertEquals("KM402716", Login.parse(typed).key());
    }

    @ParameterizedTest
    @ValueSource(strings = {"nolwenn@kervella.example", " Nolwenn@KERVELLA.example "})
    void soIsAnAddress(String typed) {
        assertEquals("nolwenn@kervella.example", Login.parse(typed).key());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Nolwenn Kervella", "nolwenn@", "@", "<b>", "\u0000", "🙂"})
    void whatNobodyCanBeCalledIsNoFaultOfForm(String typed) {
        assertEquals(Login.parse(typed), Login.parse(typed + " "));
    }

    @Test
    void onlyNothingAndTooMuchAreRefused() {
        assertEquals(
                "error.login.missing",
                assertThrows(Malformed.class, () -> Login.parse(" \u00a0")).getMessage());
        assertEquals(
                "error.text.tooLong",
                assertThrows(Malformed.class, () -> Login.parse("a".repeat(10_000)))
                        .getMessage());
    }
}
