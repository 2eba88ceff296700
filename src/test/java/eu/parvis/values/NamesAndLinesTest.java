package eu.parvis.values;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import eu.parvis.bus.FieldError;
import eu.parvis.bus.Malformed;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesAndLinesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Jeanne",
                "Jean-Pierre",
                "O’Brien",
                "D'Artagnan",
                "Ó Súilleabháin",
                "J. R.",
                "Gal·la",
                "Łukasz",
                "王小明",
                "Ελένη",
                "Наталья",
                "محمد",
                "राजेश्वरी",
                "می\u200cخواهم"
            })
    void namesOfEveryScriptAreKept(String name) {
        assertEquals(name, PersonName.parse(name).value());
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            '  Jeanne   Marie '        | Jeanne Marie
            'Jeanne\u00a0Marie'        | Jeanne Marie
            'Jeanne\u3000Marie'        | Jeanne Marie
            'He\u0301le\u0300ne'       | Hélène
            '\u200e\ufeffJean\u00adne' | Jeanne
            'Jeanne\t'                 | Jeanne
            """, delimiter = '|')
    void namesAreMadeRegular(String typed, String name) {
        assertEquals(name, PersonName.parse(typed).value());
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            ''                          | error.personName.missing
            '  '                        | error.personName.missing
            -                           | error.personName.missing
            12345                       | error.personName.digit
            Jeanne 2                    | error.personName.digit
            ٣٤                          | error.personName.digit
            <b>Jeanne</b>               | error.text.character
            Jeanne & Paul               | error.text.character
            Jeanne 😀                   | error.text.character
            Jeanne ❤️                   | error.text.character
            '=cmd|calc'                 | error.text.character
            {{jeanne}}                  | error.text.character
            """, delimiter = '|')
    void whatIsNoNameIsRefusedWithItsReason(String typed, String reason) {
        assertEquals(reason, refusalOf(PersonName::parse, typed).message());
    }

    @ParameterizedTest
    @ValueSource(strings = {"www.a.example", "Compte bloqué WWW.evil", "evil.example", "Voyez secure-bank.Com vite"})
    void nobodyIsCalledLikeAWebSite(String typed) {
        assertEquals(
                "error.personName.link", refusalOf(PersonName::parse, typed).message());
    }

    @ParameterizedTest
    @ValueSource(strings = {"J.R. Smith", "J.R.Smith", "St.John", "Ma.Theresa", "J.-P. Martin", "Martin Jr."})
    void initialsAndTitlesAreNoWebSite(String name) {
        assertEquals(name, PersonName.parse(name).value());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Votre compte est bloqué : http://evil.example",
                "Visitez www.evil.example",
                "Ouvrez bit.ly/abc vite",
                "evil.example/",
                "ｗｗｗ．evil",
            })
    void anOrganisationIsNotCalledLikeALink(String typed) {
        assertEquals(
                "error.organisationName.link",
                refusalOf(OrganisationName::parse, typed).message());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u3164", "\u115f\u1160", "\uffa0 \u2800", "\u2800", "\u200d", "\u034f", "\ufe00\u17b4"})
    void whatOnlyLooksBlankIsNoName(String typed) {
        assertEquals(
                "error.personName.missing", refusalOf(PersonName::parse, typed).message());
        assertEquals(
                "error.organisationName.missing",
                refusalOf(OrganisationName::parse, typed.replace("\u200d", "")).message());
    }

    @Test
    void marksAreNotPiledUp() {
        var four = "q\u0308\u0307\u0302\u0300";

        assertEquals(four, PersonName.parse(four).value());
        assertEquals(four, OrganisationName.parse(four).value());
        for (var typed : List.of(four + "\u0301", four + "\u200d\u0301")) {
            assertEquals("error.text.marks", refusalOf(PersonName::parse, typed).message());
        }
        assertEquals(
                "error.text.marks",
                refusalOf(OrganisationName::parse, four + "\u0301").message());
    }

    @ParameterizedTest
    @ValueSource(strings = {"A\r\nBcc: x@y.fr", "A\nB", "A\tB", "A\0", "A\0B", "A\u2028B", "A\ue000", "©A\ufe0f"})
    void invisibleCharactersAreRefusedInEveryLine(String typed) {
        assertEquals(
                "error.text.invisible",
                refusalOf(PersonName::parse, typed.replace("©", "")).message());
        assertEquals(
                "error.text.invisible",
                refusalOf(OrganisationName::parse, typed).message());
        assertEquals(
                "error.text.invisible", refusalOf(AddressLine::parse, typed).message());
        assertEquals("error.text.invisible", refusalOf(Town::parse, typed).message());
    }

    @Test
    void theRefusalShowsTheCharacter() {
        assertEquals("😀", refusalOf(PersonName::parse, "Jeanne 😀").arguments().get(0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Verrerie des Deux Caps",
                "L’Atelier & Fils",
                "3M",
                "A.B.C. (Nord) S.A.S.",
                "Société n° 7",
                "C+C / D",
                "Brüder Müller GmbH & Co. KG",
                "株式会社",
                "Le 106®",
                "\"Les Amis\" d'Arras",
                "Yahoo!",
                "Booking.com",
                "S.A./N.V. Nord",
                "A.B.C/D",
                "Agence @ du Nord"
            })
    void organisationsMayBeCalledAlmostAnything(String name) {
        assertEquals(name, OrganisationName.parse(name).value());
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            ''                    | error.organisationName.missing
            ...                   | error.organisationName.missing
            <script>              | error.text.character
            Verrerie 🏭           | error.text.character
            """, delimiter = '|')
    void markupEmojiAndControlCharactersAreNoOrganisation(String typed, String reason) {
        assertEquals(reason, refusalOf(OrganisationName::parse, typed).message());
    }

    @Test
    void aLengthIsCountedInCharactersThatPeopleSee() {
        var longest = "𝒜".repeat(PersonName.MAX_LENGTH);

        assertEquals(longest, PersonName.parse(longest).value());
        assertEquals(
                "80", refusalOf(PersonName::parse, longest + "b").arguments().get(0));
    }

    @Test
    void everyLineSaysHowLongItMayBe() {
        var endless = "a".repeat(10_000);

        assertTooLong(80, refusalOf(PersonName::parse, endless));
        assertTooLong(200, refusalOf(OrganisationName::parse, endless));
        assertTooLong(200, refusalOf(AddressLine::parse, endless));
        assertTooLong(100, refusalOf(Town::parse, endless));
        assertTooLong(100, refusalOf(Region::parse, endless));
        assertTooLong(100, refusalOf(Department::parse, endless));
        assertTooLong(60, refusalOf(Country::parse, endless));
        assertTooLong(12, refusalOf(typed -> Postcode.parse(typed, Country.FRANCE), endless));
    }

    private static void assertTooLong(int most, FieldError refusal) {
        assertEquals(FieldError.of("field", "error.text.tooLong", most), refusal);
    }

    private static FieldError refusalOf(Function<String, Record> value, String typed) {
        return assertThrows(Malformed.class, () -> value.apply(typed)).at("field");
    }
}
