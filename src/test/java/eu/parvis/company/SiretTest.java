package eu.parvis.company;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.bus.Malformed;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SiretTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "73282932000074",
                "732 829 320 00074",
                "732\u00a0829\u202f320 00074",
                "732.829.320.00074",
                "732-829-320-00074",
                "７３２８２９３２００００７４",
                "  73282932000074\n",
                "\u200e73282932000074"
            })
    void aSiretIsUnderstoodHoweverItIsWritten(String typed) {
        assertEquals("73282932000074", Siret.parse(typed).value());
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            ''                | error.siret.missing
            732829320         | error.siret.siren
            7328293200007     | error.siret.length
            732829320000745   | error.siret.length
            73282932000075    | error.siret.checksum
            73282932100073    | error.siret.checksum
            00000000000000    | error.siret.checksum
            MONACOCONFO001    | error.siret.digits
            732829320000O4    | error.siret.digits
            '73282932000074;' | error.siret.digits
            """, delimiter = '|')
    void whatIsNoSiretIsRefusedWithItsReason(String typed, String reason) {
        assertEquals(reason, reasonOf(typed));
    }

    @ParameterizedTest
    @ValueSource(strings = {"35600000000048", "35600000049837"})
    void laPosteCountsInFives(String establishment) {
        assertEquals("356000000", Siret.parse(establishment).siren());
    }

    @Test
    void laPosteIsCheckedToo() {
        assertEquals("error.siret.checksum", reasonOf("35600000049838"));
    }

    @Test
    void anySingleWrongDigitIsNoticed() {
        var random = new Random(20261122);

        IntStream.range(0, 2_000).forEach(round -> {
            var digits = new StringBuilder(validSiret(random));
            var place = random.nextInt(14);
            var other = (digits.charAt(place) - '0' + 1 + random.nextInt(9)) % 10;
            assertEquals(digits.toString(), Siret.parse(digits.toString()).value());

            digits.setCharAt(place, (char) ('0' + other));

            assertEquals("error.siret.checksum", reasonOf(digits.toString()));
        });
    }

    @Test
    void aSiretIsShownInGroups() {
        assertEquals("732 829 320 00074", new Siret("73282932000074").grouped());
    }

    @Test
    void anEndlessNumberIsRefusedByItsLength() {
        assertEquals("error.text.tooLong", reasonOf("7".repeat(10_000)));
        assertTrue(reasonOf("7".repeat(20)).endsWith(".length"));
    }

    private static String validSiret(Random random) {
        var siren = withCheckDigit("%08d".formatted(1 + random.nextInt(34_000_000)));
        return withCheckDigit(siren + "%04d".formatted(random.nextInt(10_000)));
    }

    /** Finds the digit by trial, so that the test does not share the algorithm with the code. */
    private static String withCheckDigit(String digits) {
        return IntStream.range(0, 10)
                .mapToObj(last -> digits + last)
                .filter(SiretTest::sumsToTens)
                .findFirst()
                .orElseThrow();
    }

    private static boolean sumsToTens(String digits) {
        var doubled = new int[] {0, 2, 4, 6, 8, 1, 3, 5, 7, 9};
        var sum = IntStream.range(0, digits.length())
                .map(i -> (digits.length() - i) % 2 == 0 ? doubled[digits.charAt(i) - '0'] : digits.charAt(i) - '0')
                .sum();
        return sum % 10 == 0;
    }

    private static String reasonOf(String typed) {
        return assertThrows(Malformed.class, () -> Siret.parse(typed), typed)
                .at("siret")
                .message();
    }
}
