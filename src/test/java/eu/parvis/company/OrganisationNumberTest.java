package eu.parvis.company;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import eu.parvis.bus.Malformed;
import eu.parvis.values.Country;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrganisationNumberTest {

    private static final Country NEW_CALEDONIA = new Country("NC");
    private static final Country SWITZERLAND = new Country("CH");

    @Test
    void twoSpellingsOfANumberAreOneOrganisation() {
        assertEquals(
                OrganisationNumber.of(Siret.parse("732 829 320 00074")),
                OrganisationNumber.of(Siret.parse("73282932000074")));
        assertEquals(
                OrganisationNumber.of(VatNumber.parse("GR 094259216")),
                OrganisationNumber.of(VatNumber.parse("el094259216")));
        assertEquals(
                new OrganisationNumber("ID:NC:1234567001"),
                OrganisationNumber.of(IdentificationNumber.parse("1 234 567.001"), NEW_CALEDONIA));
    }

    @Test
    void theSameNumberInTwoCountriesIsTwoOrganisations() {
        var number = IdentificationNumber.parse("1234567001");

        assertNotEquals(OrganisationNumber.of(number, NEW_CALEDONIA), OrganisationNumber.of(number, SWITZERLAND));
    }

    @Test
    void aVatNumberOfTheUnionIsOneOrganisationThroughEitherDoor() {
        assertEquals(
                OrganisationNumber.of(VatNumber.parse("BE0403019261")),
                OrganisationNumber.of(ForeignVatNumber.parse("BE 0403.019.261"), SWITZERLAND));
        assertEquals(
                new OrganisationNumber("VAT:CH:CHE123456789"),
                OrganisationNumber.of(ForeignVatNumber.parse("CHE-123.456.789"), SWITZERLAND));
    }

    @ParameterizedTest
    @CsvSource({
        "'', error.identificationNumber.missing",
        "1, error.identificationNumber.shape",
        "N/A, error.identificationNumber.shape",
        "000, error.identificationNumber.shape",
        "12<34, error.identificationNumber.shape",
        "123456789012345678901234567890123, error.identificationNumber.shape"
    })
    void whatIsNoIdentificationNumberIsRefusedWithItsReason(String typed, String reason) {
        var refusal = assertThrows(Malformed.class, () -> IdentificationNumber.parse(typed));

        assertEquals(reason, refusal.at("identificationNumber").message());
    }

    @ParameterizedTest
    @CsvSource({
        "'', error.foreignVatNumber.missing",
        "123, error.foreignVatNumber.shape",
        "NONE, error.foreignVatNumber.shape",
        "123456789012345678901, error.foreignVatNumber.shape"
    })
    void whatIsNoVatNumberAnywhereIsRefusedWithItsReason(String typed, String reason) {
        var refusal = assertThrows(Malformed.class, () -> ForeignVatNumber.parse(typed));

        assertEquals(reason, refusal.at("vatNumber").message());
    }
}
