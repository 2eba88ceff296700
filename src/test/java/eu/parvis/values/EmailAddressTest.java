package eu.parvis.values;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import eu.parvis.bus.FieldError;
import eu.parvis.bus.Malformed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            jeanne.martin@example.com        | jeanne.martin@example.com
            '  Jeanne.Martin@Example.COM  '  | Jeanne.Martin@example.com
            '\u00a0jeanne@example.com\u200b' | jeanne@example.com
            'jeanne@example.com\n'           | jeanne@example.com
            ｊｅａｎｎｅ＠ｅｘａｍｐｌｅ．ｃｏｍ            | jeanne@example.com
            jeanne@société.example           | jeanne@xn--socit-esab.example
            jeanne@SOCIÉTÉ.example           | jeanne@xn--socit-esab.example
            jeanne@例え.テスト                | jeanne@xn--r8jz45g.xn--zckzah
            o'neil+orders@sub.example.ie     | o'neil+orders@sub.example.ie
            """, delimiter = '|')
    void anAddressIsCleanedNotRefused(String typed, String address) {
        assertEquals(address, EmailAddress.parse(typed).value());
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            ''                                 | error.email.missing
            '   '                              | error.email.missing
            jeanne.example.com                 | error.email.at
            jeanne@                            | error.email.domain
            @example.com                       | error.email.invalid
            jeanne@example                     | error.email.domain
            jeanne@example.com.                | error.email.domain
            jeanne@example.c                   | error.email.domain
            jeanne@[192.0.2.1]                 | error.text.character
            jeanne@192.0.2.1                   | error.email.domain
            jeanne@@example.com                | error.email.twice
            jeanne..martin@example.com         | error.email.invalid
            jérôme@example.com                 | error.email.accent
            jeanne@example,com                 | error.email.comma
            jeanne@exam_ple.com                | error.email.domain
            jeanne@straße.example              | error.email.domain
            jeanne martin@example.com          | error.text.space
            Jeanne <jeanne@example.com>        | error.text.space
            <jeanne@example.com>               | error.text.character
            a@example.com,b@example.com        | error.text.character
            '"jeanne martin"@example.com'      | error.text.character
            'jeanne(comment)@example.com'      | error.text.character
            """, delimiter = '|')
    void whatMailCannotBeSentToIsRefusedWithItsReason(String typed, String reason) {
        assertEquals(reason, refusalOf(typed).message());
    }

    @ParameterizedTest
    @ValueSource(strings = {"j@example.com\r\nBcc:x@y.fr", "j\nm@example.com", "j\0@example.com", "j@exam\0ple.com"})
    void noAddressHoldsASecondHeader(String typed) {
        assertEquals("error.text.invisible", refusalOf(typed).message());
    }

    @Test
    void noAddressIsLongerThanAMailServerTakes() {
        var longest = "j".repeat(64) + "@" + ("d".repeat(61) + ".").repeat(3) + "fr";
        var tooLong = "j@" + ("d".repeat(49) + ".").repeat(5) + "example";

        assertEquals(253, EmailAddress.parse(longest).value().length());
        assertEquals("error.text.tooLong", refusalOf(tooLong).message());
        assertEquals("254", refusalOf("j".repeat(10_000)).arguments().get(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Jeanne.Martin@Example.com", "jeanne.martin@EXAMPLE.com", "JEANNE.MARTIN@example.com"})
    void spellingsOfOneMailboxShareAKey(String typed) {
        assertEquals("jeanne.martin@example.com", EmailAddress.parse(typed).key());
    }

    @Test
    void aMaskedAddressShowsItsDomainOnly() {
        assertEquals(
                "j•••@example.com",
                EmailAddress.parse("jeanne.martin@example.com").masked());
    }

    private static FieldError refusalOf(String typed) {
        return assertThrows(Malformed.class, () -> EmailAddress.parse(typed)).at("email");
    }
}
