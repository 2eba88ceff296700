package eu.parvis.values;

import eu.parvis.bus.Malformed;
import java.util.Set;
import java.util.regex.Pattern;

/** A postcode in the format of its country; empty in a country without postcodes. */
public record Postcode(String value) {

    public static final int MAX_LENGTH = 12;

    private static final Pattern FRENCH = Pattern.compile("[0-9]{5}");
    private static final Pattern FOREIGN = Pattern.compile("(?=.{2,12}$)[A-Z0-9]+(?:[ -][A-Z0-9]+)*");

    /** Countries without postcodes (Universal Postal Union). */
    private static final Set<String> COUNTRIES_WITHOUT = Set.of(
            "AE", "AG", "AO", "AW", "BF", "BI", "BJ", "BO", "BQ", "BS", "BW", "BZ", "CD", "CF", "CG", "CI", "CK", "CM",
            "CW", "DJ", "DM", "ER", "FJ", "GD", "GM", "GQ", "GY", "HK", "KI", "KM", "KN", "KP", "ML", "MO", "MR", "MW",
            "NR", "NU", "QA", "RW", "SB", "SC", "SL", "SR", "ST", "SX", "SY", "TD", "TG", "TK", "TL", "TO", "TV", "UG",
            "VU", "YE", "ZW");

    public static Postcode parse(String raw, Country country) {
        var typed = TypedText.line(raw);
        TypedText.requireLength(typed, MAX_LENGTH);
        if (typed.isEmpty() && !isRequired(country)) {
            return new Postcode("");
        }
        if (typed.isEmpty()) {
            throw new Malformed("error.postcode.missing");
        }
        return country.equals(Country.FRANCE) ? french(typed) : foreign(typed);
    }

    public static boolean isRequired(Country country) {
        return !COUNTRIES_WITHOUT.contains(country.code());
    }

    private static Postcode french(String typed) {
        var digits = TypedText.code(typed).replaceFirst("^FR?(?=[0-9])", "");
        if (!FRENCH.matcher(digits).matches()) {
            throw new Malformed("error.postcode.french");
        }
        return new Postcode(digits);
    }

    private static Postcode foreign(String typed) {
        var capitals = TypedText.capitals(typed);
        if (!FOREIGN.matcher(capitals).matches()) {
            throw new Malformed("error.postcode.invalid");
        }
        return new Postcode(capitals);
    }
}
