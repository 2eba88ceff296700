package eu.parvis.values;

import eu.parvis.bus.Malformed;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A country of ISO 3166-1, by its two-letter code. Names come from the CLDR data of the JDK.
 *
 * @param code two capital letters
 */
public record Country(String code) {

    public static final Country FRANCE = new Country("FR");

    private static final Set<String> CODES = Set.of(Locale.getISOCountries());

    /** The 27 member states. */
    private static final Set<String> EUROPEAN_UNION = Set.of(
            "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU",
            "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK");

    private static final Map<Locale, List<Country>> BY_NAME = new ConcurrentHashMap<>();

    public static Country parse(String raw) {
        var code = TypedText.code(raw);
        if (code.isEmpty()) {
            throw new Malformed("error.country.missing");
        }
        if (!CODES.contains(code)) {
            throw new Malformed("error.country.unknown");
        }
        return new Country(code);
    }

    /** The region part of a locale: France for {@code fr-FR}, empty for {@code fr}. */
    public static Optional<Country> of(Locale locale) {
        return Optional.of(locale.getCountry()).filter(CODES::contains).map(Country::new);
    }

    /** All countries, sorted by name, with {@code first} moved to the front. */
    public static List<Country> list(Locale language, Country first) {
        var others =
                BY_NAME.computeIfAbsent(language, Country::byName).stream().filter(country -> !country.equals(first));
        return Stream.concat(Stream.of(first), others).toList();
    }

    private static List<Country> byName(Locale language) {
        var all = CODES.stream().map(Country::new).toList();
        return NameOrder.byName(all, country -> country.name(language));
    }

    public String name(Locale language) {
        return new Locale.Builder().setRegion(code).build().getDisplayCountry(language);
    }

    public boolean isInEuropeanUnion() {
        return EUROPEAN_UNION.contains(code);
    }
}
