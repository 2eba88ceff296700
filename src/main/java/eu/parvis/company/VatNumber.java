package eu.parvis.company;

import com.helger.masterdata.vat.VATINStructureManager;
import com.helger.masterdata.vat.VATINSyntaxChecker;
import eu.parvis.bus.Malformed;
import eu.parvis.values.Country;
import eu.parvis.values.TypedText;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A VAT identification number of a member state of the European Union or of Northern Ireland, with valid structure and
 * check digits. Only VIES knows whether it is in use.
 *
 * @param value the prefix and the number, without separators: {@code FR44732829320}
 */
public record VatNumber(String value) {

    private static final String GREECE = "EL";
    private static final String NORTHERN_IRELAND = "XI";

    /** An example for each prefix that VIES knows (Directive 2006/112/EC, Article 215). */
    private static final Map<String, String> EXAMPLES = Stream.of(
                    "ATU12345678",
                    "BE0123456789",
                    "BG123456789",
                    "CY12345678X",
                    "CZ12345678",
                    "DE123456789",
                    "DK12345678",
                    "EE123456789",
                    "EL123456789",
                    "ESX12345678",
                    "FI12345678",
                    "FR12345678901",
                    "HR12345678901",
                    "HU12345678",
                    "IE1234567WA",
                    "IT12345678901",
                    "LT123456789",
                    "LU12345678",
                    "LV12345678901",
                    "MT12345678",
                    "NL123456789B01",
                    "PL1234567890",
                    "PT123456789",
                    "RO1234567890",
                    "SE123456789001",
                    "SI12345678",
                    "SK1234567890",
                    "XI123456789")
            .collect(Collectors.toUnmodifiableMap(example -> example.substring(0, 2), Function.identity()));

    /**
     * Structures of the part after the prefix for countries where the library differs from VIES: the library accepts
     * Spanish numbers without a letter and French keys with I or O, and rejects the Irish numbers of nine characters
     * issued since 2013.
     */
    private static final Map<String, Pattern> OWN_STRUCTURES = Map.of(
            "ES", Pattern.compile("[A-Z][0-9]{7}[A-Z0-9]|[0-9]{8}[A-Z]"),
            "FR", Pattern.compile("[A-HJ-NP-Z0-9]{2}[0-9]{9}"),
            "IE", Pattern.compile("[0-9]{7}[A-Z]{1,2}|[0-9][A-Z+*][0-9]{5}[A-Z]"));

    /** French numbers whose key contains a letter: the algorithm for them is not published. */
    private static final Pattern FRENCH_LETTERS = Pattern.compile("FR(?:[A-Z].|.[A-Z])[0-9]{9}");

    private static final Pattern BELGIAN_BEFORE_2007 = Pattern.compile("BE[0-9]{9}");

    /** Parses a number with its prefix. */
    public static VatNumber parse(String raw) {
        return read(TypedText.code(raw));
    }

    /** Parses a number of the given country, with or without prefix. */
    public static VatNumber parse(String raw, Country country) {
        var code = TypedText.code(raw);
        var prefix = prefixOf(country);
        var complete = code.isEmpty() || hasPrefix(code) || !EXAMPLES.containsKey(prefix);
        return read(complete ? code : prefix + code);
    }

    private static VatNumber read(String code) {
        if (code.isEmpty()) {
            throw new Malformed("error.vatNumber.missing");
        }
        if (!hasPrefix(code)) {
            throw new Malformed("error.vatNumber.country");
        }
        var number = new VatNumber(canonical(code));
        if (!number.hasValidStructure()) {
            throw new Malformed("error.vatNumber.structure", EXAMPLES.get(number.prefix()));
        }
        if (!number.hasValidCheckDigits()) {
            throw new Malformed("error.vatNumber.checksum");
        }
        return number;
    }

    private static boolean hasPrefix(String code) {
        return code.length() >= 2 && (code.startsWith("GR") || EXAMPLES.containsKey(code.substring(0, 2)));
    }

    private static String canonical(String code) {
        if (code.startsWith("GR")) {
            return GREECE + code.substring(2);
        }
        return BELGIAN_BEFORE_2007.matcher(code).matches() ? "BE0" + code.substring(2) : code;
    }

    private static String prefixOf(Country country) {
        return country.code().equals("GR") ? GREECE : country.code();
    }

    private boolean hasValidStructure() {
        var own = OWN_STRUCTURES.get(prefix());
        return own == null
                ? VATINStructureManager.isValidVATIN(libraryForm())
                : own.matcher(number()).matches();
    }

    private boolean hasValidCheckDigits() {
        return FRENCH_LETTERS.matcher(value).matches() || VATINSyntaxChecker.isValidVATIN(libraryForm());
    }

    /** The library does not support Northern Ireland, which uses United Kingdom numbers with another prefix. */
    private String libraryForm() {
        return prefix().equals(NORTHERN_IRELAND) ? "GB" + number() : value;
    }

    /** The prefix by which VIES knows the country: its ISO code, but EL for Greece and XI for Northern Ireland. */
    public String prefix() {
        return value.substring(0, 2);
    }

    /** The part after the prefix. */
    public String number() {
        return value.substring(2);
    }

    public Country country() {
        return new Country(
                switch (prefix()) {
                    case GREECE -> "GR";
                    case NORTHERN_IRELAND -> "GB";
                    default -> prefix();
                });
    }

    /** The SIREN, which is the last part of a French VAT number; empty for other countries. */
    public Optional<String> siren() {
        return prefix().equals("FR") ? Optional.of(value.substring(4)) : Optional.empty();
    }
}
