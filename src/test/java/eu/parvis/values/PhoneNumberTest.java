package eu.parvis.values;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import eu.parvis.bus.FieldError;
import eu.parvis.bus.Malformed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhoneNumberTest {

    private static final Country BELGIUM = new Country("BE");

    @ParameterizedTest
    @CsvSource(textBlock = """
            0320202020                      | FR | +33320202020
            03 20 20 20 20                  | FR | +33320202020
            '03\u00a020\u202f20 20 20'      | FR | +33320202020
            03.20.20.20.20                  | FR | +33320202020
            03-20-20-20-20                  | FR | +33320202020
            03/20/20/20/20                  | FR | +33320202020
            +33 (0)3 20 20 20 20            | FR | +33320202020
            0033 3 20 20 20 20              | FR | +33320202020
            +33320202020                    | BE | +33320202020
            ０３２０２０２０２０                 | FR | +33320202020
            ＋３３ ３ ２０ ２０ ２０ ２０          | FR | +33320202020
            06 39 98 41 27                  | FR | +33639984127
            0692 12 34 56                   | FR | +262692123456
            0590 82 00 00                   | FR | +590590820000
            0594 30 30 30                   | FR | +594594303030
            25 12 34                        | NC | +687251234
            02 201 60 00                    | BE | +3222016000
            020 7946 0958                   | GB | +442079460958
            """, delimiter = '|')
    void aNumberIsUnderstoodHoweverItIsWritten(String typed, String country, String e164) {
        assertEquals(e164, PhoneNumber.parse(typed, new Country(country)).e164());
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            ''                       | error.phone.missing
            0320                     | error.phone.invalid
            03202020202020           | error.phone.invalid
            0000000000               | error.phone.invalid
            +999 123 456             | error.phone.invalid
            '03 20 20 20 20 poste 5' | error.phone.letter
            '<b>0320202020</b>'      | error.phone.letter
            '03 20 20 20 20 #5'      | error.phone.invalid
            """, delimiter = '|')
    void whatCannotBeDialledIsRefusedWithItsReason(String typed, String reason) {
        assertEquals(reason, refusalOf(typed, Country.FRANCE).message());
    }

    @Test
    void theRefusalShowsANumberOfThatCountry() {
        assertEquals("+32 12 34 56 78", refusalOf("1", BELGIUM).arguments().get(0));
    }

    @Test
    void aCountryWithoutNumberingPlanAsksForACountryCode() {
        var southernTerritories = new Country("TF");

        assertEquals(
                "+262262202020",
                PhoneNumber.parse("+262 262 20 20 20", southernTerritories).e164());
        assertEquals(
                "error.phone.invalid",
                refusalOf("0320202020", southernTerritories).message());
    }

    @Test
    void readersSeeTheGroupsTheyAreUsedTo() {
        var number = PhoneNumber.parse("0320202020", Country.FRANCE);

        assertEquals("03 20 20 20 20", number.national(Country.FRANCE));
        assertEquals("+33 3 20 20 20 20", number.national(BELGIUM));
        assertEquals("+33 3 20 20 20 20", number.international());
    }

    @Test
    void anEndlessNumberIsRefusedByItsLength() {
        assertEquals(
                "error.text.tooLong",
                refusalOf("0".repeat(10_000), Country.FRANCE).message());
    }

    private static FieldError refusalOf(String typed, Country country) {
        return assertThrows(Malformed.class, () -> PhoneNumber.parse(typed, country))
                .at("phone");
    }
}
