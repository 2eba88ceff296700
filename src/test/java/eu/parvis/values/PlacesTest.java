package eu.parvis.values;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.bus.Malformed;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlacesTest {

    @Test
    void theListStartsWithTheVisitorsCountryAndGoesOnByName() {
        var french = Country.list(Locale.FRENCH, new Country("BE")).stream()
                .map(country -> country.name(Locale.FRENCH))
                .toList();

        assertEquals(249, french.size());
        assertEquals(List.of("Belgique", "Afghanistan", "Afrique du Sud", "Albanie"), french.subList(0, 4));
        assertTrue(french.indexOf("Équateur") < french.indexOf("Espagne"));
    }

    @Test
    void aCountryIsNamedInTheLanguageOfItsReader() {
        var germany = Country.parse(" de ");

        assertEquals("Allemagne", germany.name(Locale.FRENCH));
        assertEquals("Germany", germany.name(Locale.ENGLISH));
    }

    @ParameterizedTest
    @CsvSource({"'', error.country.missing", "ZZ, error.country.unknown", "France, error.country.unknown"})
    void onlyCountriesOfTheListAreTaken(String typed, String reason) {
        assertRefused(reason, () -> Country.parse(typed));
    }

    @Test
    void theUnionHas27Members() {
        var members = Country.list(Locale.ENGLISH, Country.FRANCE).stream()
                .filter(Country::isInEuropeanUnion)
                .count();

        assertEquals(27, members);
        assertFalse(new Country("GB").isInEuropeanUnion());
        assertFalse(new Country("CH").isInEuropeanUnion());
    }

    @Test
    void aLanguageSettingMayNameACountry() {
        assertEquals(Optional.of(Country.FRANCE), Country.of(Locale.FRANCE));
        assertEquals(Optional.empty(), Country.of(Locale.FRENCH));
    }

    @ParameterizedTest
    @CsvSource({
        "59000, FR, 59000", "59 000, FR, 59000", "F-59000, FR, 59000", "５９０００, FR, 59000", "1000, BE, 1000",
        "sw1a 1aa, GB, SW1A 1AA", "1234–567, PT, 1234-567", "D 02, IE, D 02", "'', AE, ''", "98800, NC, 98800"
    })
    void postcodesAreWrittenAsTheirCountryDoes(String typed, String country, String postcode) {
        assertEquals(postcode, Postcode.parse(typed, new Country(country)).value());
    }

    @ParameterizedTest
    @CsvSource({
        "'', FR, error.postcode.missing", "5900, FR, error.postcode.french", "5900A, FR, error.postcode.french",
        "'', BE, error.postcode.missing", "<b>, BE, error.postcode.invalid", "'1 ', BE, error.postcode.invalid"
    })
    void aPostcodeOfAnotherShapeIsRefused(String typed, String country, String reason) {
        assertRefused(reason, () -> Postcode.parse(typed, new Country(country)));
    }

    @ParameterizedTest
    @CsvSource({
        "59000, 59, Nord", "75001, 75, Paris", "20000, 2A, Corse-du-Sud", "20137, 2A, Corse-du-Sud",
        "20200, 2B, Haute-Corse", "20600, 2B, Haute-Corse", "97410, 974, La Réunion", "97133, 977, Saint-Barthélemy",
        "98800, 988, Nouvelle-Calédonie", "01000, 01, Ain"
    })
    void aPostcodeSuggestsItsDepartment(String postcode, String number, String name) {
        assertEquals(Optional.of(new Department(number, name)), Department.of(new Postcode(postcode)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"00100", "96000", "97900"})
    void armyAndUnknownPostcodesSuggestNothing(String postcode) {
        assertEquals(Optional.empty(), Department.of(new Postcode(postcode)));
    }

    @ParameterizedTest
    @CsvSource({
        "Nord, Nord",
        "59, Nord",
        "nord, Nord",
        "COTE D'OR, Côte-d’Or",
        "bouches du rhone, Bouches-du-Rhône",
        "2a, Corse-du-Sud",
        "974, La Réunion",
        "VAL-D’OISE, Val-d’Oise",
        "saone et loire, Saône-et-Loire"
    })
    void aDepartmentIsKnownByItsNumberAndByItsName(String typed, String name) {
        assertEquals(name, Department.parse(typed).name());
    }

    @ParameterizedTest
    @CsvSource({"'', error.department.missing", "20, error.department.unknown", "Wallonie, error.department.unknown"})
    void anythingElseIsNoDepartment(String typed, String reason) {
        assertRefused(reason, () -> Department.parse(typed));
    }

    @Test
    void thereAre101DepartmentsAndEightCommunities() {
        var departments = Department.list();

        assertEquals(109, departments.size());
        assertEquals(
                109, departments.stream().map(Department::number).distinct().count());
    }

    private static void assertRefused(String reason, org.junit.jupiter.api.function.Executable parse) {
        assertEquals(reason, assertThrows(Malformed.class, parse).at("place").message());
    }
}
