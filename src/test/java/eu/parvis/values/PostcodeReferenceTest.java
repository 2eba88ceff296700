package eu.parvis.values;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.helger.masterdata.postal.PostalCodeManager;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Postcodes against the list of ph-masterdata, which was taken from Wikipedia in January 2022. */
class PostcodeReferenceTest {

    /** The list has codes, but mail is delivered without them (Universal Postal Union). */
    private static final Set<String> CODES_IN_THE_LIST_ONLY = Set.of("BO", "KN", "MW");

    /** Not in the list. Five of them have no post of their own; a postcode is asked for in all of them. */
    private static final Set<String> CODES_HERE_ONLY = Set.of("AQ", "BV", "EH", "GA", "HM", "LY", "SS", "TF");

    @Test
    void theCountriesWithoutPostcodesAreThoseOfTheList() {
        var list = codes(country -> inList(country).findAny().isPresent());
        list.removeAll(CODES_IN_THE_LIST_ONLY);
        list.addAll(CODES_HERE_ONLY);

        assertEquals(list, codes(Postcode::isRequired));
    }

    @Test
    void everyFormOfTheListIsAccepted() {
        countries()
                .forEach(country -> inList(country)
                        .forEach(example -> assertDoesNotThrow(
                                () -> Postcode.parse(example, country), () -> country.code() + " " + example)));
    }

    @Test
    void frenchPostcodesHaveTheFormOfTheList() {
        assertEquals(List.of("11111"), inList(Country.FRANCE).toList());
    }

    private static Stream<Country> countries() {
        return Arrays.stream(Locale.getISOCountries()).map(Country::new);
    }

    private static Set<String> codes(Predicate<Country> condition) {
        return countries().filter(condition).map(Country::code).collect(Collectors.toCollection(TreeSet::new));
    }

    /** An example of each form, and the codes of places that have only one. */
    private static Stream<String> inList(Country country) {
        return Optional.ofNullable(PostalCodeManager.DEFAULT_MGR.getPostalCountryOfCountry(country.code())).stream()
                .flatMap(entry ->
                        Stream.concat(entry.getAllExamples().stream(), entry.getAllSpecificPostalCodes().stream()));
    }
}
