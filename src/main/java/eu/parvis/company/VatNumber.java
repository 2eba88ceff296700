package eu.parvis.company;

import com.helger.masterdata.vat.VATINSyntaxChecker;
import eu.parvis.bus.Malformed;
import eu.parvis.values.Country;
import eu.parvis.values.Typed;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A VAT identification number of a member state of the European Union or of Northern Ireland, whose structure and check
 * digits are right. Only VIES knows whether it is in use.
 *
 * @param value the prefix and the number, without separators: {@code FR44732829320}
 */
public record VatNumber(String value) {

    private static final String GREECE = "EL";
    private static final String NORTHERN_IRELAND = "XI";

    /** What follows the prefix, and a number as an example. */
    private record Format(Pattern structure, String example) {
        static Format of(String structure, String example) {
            return new Format(Pattern.compile(structure), example);
        }
    }

    /** By prefix (Directive 2006/112/EC, Article 215; structures as VIES publishes them). */
    private static final Map<String, Format> FORMATS = Map.ofEntries(
            Map.entry("AT", Format.of("U[0-9]{8}", "ATU12345678")),
            Map.entry("BE", Format.of("[01][0-9]{9}", "BE0123456789")),
            Map.entry("BG", Format.of("[0-9]{9,10}", "BG123456789")),
            Map.entry("CY", Format.of("[0-9]{8}[A-Z]", "CY12345678X")),
            Map.entry("CZ", Format.of("[0-9]{8,10}", "CZ12345678")),
            Map.entry("DE", Format.of("[0-9]{9}", "DE123456789")),
            Map.entry("DK", Format.of("[0-9]{8}", "DK12345678")),
            Map.entry("EE", Format.of("[0-9]{9}", "EE123456789")),
            Map.entry(GREECE, Format.of("[0-9]{9}", "EL123456789")),
            Map.entry("ES", Format.of("[A-Z][0-9]{7}[A-Z0-9]|[0-9]{8}[A-Z]", "ESX12345678")),
            Map.entry("FI", Format.of("[0-9]{8}", "FI12345678")),
            Map.entry("FR", Format.of("[A-HJ-NP-Z0-9]{2}[0-9]{9}", "FR12345678901")),
            Map.entry("HR", Format.of("[0-9]{11}", "HR12345678901")),
            Map.entry("HU", Format.of("[0-9]{8}", "HU12345678")),
            Map.entry("IE", Format.of("[0-9]{7}[A-Z]{1,2}|[0-9][A-Z+*][0-9]{5}[A-Z]", "IE1234567WA")),
            Map.entry("IT", Format.of("[0-9]{11}", "IT12345678901")),
            Map.entry("LT", Format.of("[0-9]{9}|[0-9]{12}", "LT123456789")),
            Map.entry("LU", Format.of("[0-9]{8}", "LU12345678")),
            Map.entry("LV", Format.of("[0-9]{11}", "LV12345678901")),
            Map.entry("MT", Format.of("[0-9]{8}", "MT12345678")),
            Map.entry("NL", Format.of("[0-9]{9}B[0-9]{2}", "NL123456789B01")),
            Map.entry("PL", Format.of("[0-9]{10}", "PL1234567890")),
            Map.entry("PT", Format.of("[0-9]{9}", "PT123456789")),
            Map.entry("RO", Format.of("[0-9]{2,10}", "RO1234567890")),
            Map.entry("SE", Format.of("[0-9]{12}", "SE123456789001")),
            Map.entry("SI", Format.of("[0-9]{8}", "SI12345678")),
            Map.entry("SK", Format.of("[0-9]{10}", "SK1234567890")),
            Map.entry(NORTHERN_IRELAND, Format.of("[0-9]{9}|[0-9]{12}|(?:GD|HA)[0-9]{3}", "XI123456789")));

    /** French numbers whose key is not two digits: how the key is made is not published. */
    private static final Pattern FRENCH_LETTERS = Pattern.compile("FR(?:[A-Z].|.[A-Z])[0-9]{9}");

    private static final Pattern BELGIAN_BEFORE_2007 = Pattern.compile("BE[0-9]{9}");

    /** Reads a number that begins with its prefix. */
    public static VatNumber parse(String raw) {
        return read(Typed.code(raw));
    }

    /** Reads a number that may lack its prefix, because it is known to be of this country. */
    public static VatNumber parse(String raw, Country country) {
        var code = Typed.code(raw);
        var prefix = prefixOf(country);
        var complete = code.isEmpty() || hasPrefix(code) || !FORMATS.containsKey(prefix);
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
        var format = FORMATS.get(number.prefix());
        if (!format.structure.matcher(number.number()).matches()) {
            throw new Malformed("error.vatNumber.structure", format.example);
        }
        if (!number.fitsTogether()) {
            throw new Malformed("error.vatNumber.checksum");
        }
        return number;
    }

    private static boolean hasPrefix(String code) {
        return code.length() >= 2 && (code.startsWith("GR") || FORMATS.containsKey(code.substring(0, 2)));
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

    private boolean fitsTogether() {
        if (FRENCH_LETTERS.matcher(value).matches()) {
            return true;
        }
        // Northern Ireland kept the numbers of the United Kingdom under another prefix.
        return VATINSyntaxChecker.isValidVATIN(prefix().equals(NORTHERN_IRELAND) ? "GB" + number() : value);
    }

    /** The prefix by which VIES knows the country: its ISO code, but EL for Greece and XI for Northern Ireland. */
    public String prefix() {
        return value.substring(0, 2);
    }

    /** What follows the prefix. */
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

    /** The company's SIREN, which ends every French number. */
    public Optional<String> siren() {
        return prefix().equals("FR") ? Optional.of(value.substring(4)) : Optional.empty();
    }
}
