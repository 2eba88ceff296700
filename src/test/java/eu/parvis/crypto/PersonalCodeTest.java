package eu.parvis.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import eu.parvis.bus.FieldError;
import eu.parvis.bus.Malformed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PersonalCodeTest {

    @ParameterizedTest
    @ValueSource(strings = {"40718263", "4071 8263", " 40-71-82-63 ", "40.71.82.63", "４０７１８２６３", "4071\u00a08263"})
    void eightDigitsAreACodeHoweverTheyAreSpaced(String typed) {
        assertEquals(new Secret("40718263"), PersonalCode.parse(typed).digits());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "4071826", "407182630", "4071826a", "quarante", "40718263\n1", "٤٠٧١٨٢٦٣", "4071+8263"})
    void anythingElseIsNot(String typed) {
        assertRefused("error.personalCode.shape", typed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"00000000", "77777777"})
    void oneDigitRepeatedIsRefused(String typed) {
        assertRefused("error.personalCode.repeated", typed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"12345678", "01234567", "23456789", "67890123", "90123456", "87654321", "98765432", "10987654"})
    void digitsInARowAreRefused(String typed) {
        assertRefused("error.personalCode.sequence", typed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"14071989", "07141989", "19890714", "31122024", "01011900", "20000229", "31.12.1962"})
    void aDateOfBirthIsRefusedInEveryUsualOrder(String typed) {
        assertRefused("error.personalCode.date", typed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"14071889", "45451989", "32131999", "19891340", "14002024", "21002199"})
    void whatOnlyLooksABitLikeADateIsTaken(String typed) {
        assertEquals(typed, PersonalCode.parse(typed).digits().text());
    }

    @Test
    void aCodeIsNeverPrinted() {
        assertFalse(PersonalCode.parse("40718263").toString().contains("4071"));
    }

    private static void assertRefused(String message, String typed) {
        var refusal = assertThrows(Malformed.class, () -> PersonalCode.parse(typed));

        assertEquals(FieldError.of("personalCode", message), refusal.at("personalCode"));
    }
}
