package eu.parvis.company;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import eu.parvis.bus.FieldError;
import eu.parvis.bus.Malformed;
import eu.parvis.values.Country;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VatNumberTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ATU13585627",
                "BE0403019261",
                "BG175074752",
                "BG7523169263",
                "CY10259033P",
                "CZ25123891",
                "CZ640903926",
                "CZ7103192745",
                "DE136695976",
                "DK13585628",
                "EE100931558",
                "EL094259216",
                "ES54362315K",
                "ESX2482300W",
                "ESJ99216582",
                "FI20774740",
                "FR44732829320",
                "FR40303265045",
                "HR33392005961",
                "HU12892312",
                "IE6433435F",
                "IE6433435OA",
                "IE8D79739I",
                "IE3336483DH",
                "IT00743110157",
                "LT119511515",
                "LT100001919017",
                "LU15027442",
                "LV40003521600",
                "MT11679112",
                "NL004495445B01",
                "NL000099998B57",
                "PL8567346215",
                "PT501964843",
                "RO18547290",
                "SE123456789701",
                "SI50223054",
                "SK2022749619",
                "XI980780684",
                "XIGD001",
                "XIHA500"
            })
    void everyMemberStateAndNorthernIrelandIsUnderstood(String number) {
        assertEquals(number, VatNumber.parse(number).value());
    }

    @ParameterizedTest
    @CsvSource({
        "fr 44 732 829 320, FR44732829320",
        "FR.44-732829320, FR44732829320",
        "ＦＲ４４７３２８２９３２０, FR44732829320",
        "BE 0403.019.261, BE0403019261",
        "BE 403.019.261, BE0403019261",
        "GR094259216, EL094259216",
        "nl 0044 95 445 b01, NL004495445B01"
    })
    void whatIsTypedIsCleanedNotRefused(String typed, String number) {
        assertEquals(number, VatNumber.parse(typed).value());
    }

    @ParameterizedTest
    @CsvSource({
        "0403.019.261, BE, BE0403019261",
        "BE0403019261, BE, BE0403019261",
        "094259216, GR, EL094259216",
        "X2482300W, ES, ESX2482300W",
        "BE0403019261, FR, BE0403019261"
    })
    void aMissingPrefixIsTakenFromTheCountry(String typed, String country, String number) {
        assertEquals(number, VatNumber.parse(typed, new Country(country)).value());
    }

    @ParameterizedTest
    @CsvSource({
        "'', error.vatNumber.missing",
        "44732829320, error.vatNumber.country",
        "F, error.vatNumber.country",
        "GB980780684, error.vatNumber.country",
        "CHE123456789, error.vatNumber.country",
        "ZZ123456789, error.vatNumber.country",
        "FR4473282932, error.vatNumber.structure",
        "FRIO732829320, error.vatNumber.structure",
        "DE12345678X, error.vatNumber.structure",
        "XI12345678, error.vatNumber.structure",
        "ES123456789, error.vatNumber.structure",
        "IE64334351, error.vatNumber.structure",
        "FR@44732829320, error.vatNumber.structure",
        "FR45732829320, error.vatNumber.checksum",
        "DE136695977, error.vatNumber.checksum",
        "EL094259217, error.vatNumber.checksum",
        "XI980780685, error.vatNumber.checksum"
    })
    void aNumberThatCannotExistIsRefusedWithItsReason(String typed, String reason) {
        assertEquals(reason, refusalOf(typed).message());
    }

    @Test
    void aWrongStructureShowsAnExampleOfThatCountry() {
        assertEquals("BE0123456789", refusalOf("BE12").arguments().get(0));
    }

    @Test
    void aFrenchKeyWithLettersIsTakenAsItIs() {
        assertEquals("FRAB732829320", VatNumber.parse("FR AB 732829320").value());
    }

    @Test
    void theNumberNamesItsCountry() {
        assertEquals("GR", VatNumber.parse("EL094259216").country().code());
        assertEquals("GB", VatNumber.parse("XI980780684").country().code());
        assertEquals("BE", VatNumber.parse("BE0403019261").country().code());
    }

    @Test
    void aFrenchNumberEndsWithTheSiren() {
        assertEquals(Optional.of("732829320"), VatNumber.parse("FR44732829320").siren());
        assertEquals(Optional.empty(), VatNumber.parse("BE0403019261").siren());
    }

    private static FieldError refusalOf(String typed) {
        return assertThrows(Malformed.class, () -> VatNumber.parse(typed)).at("vatNumber");
    }
}
