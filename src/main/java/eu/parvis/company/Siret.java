package eu.parvis.company;

import eu.parvis.bus.Malformed;
import eu.parvis.values.TypedText;

/**
 * The number of a French establishment: nine digits of the company (SIREN) and five of the establishment (NIC). Valid
 * check digits do not prove that the establishment exists.
 *
 * @param value fourteen digits
 */
public record Siret(String value) {

    private static final int DIGITS = 14;
    private static final int SIREN_DIGITS = 9;
    private static final String LA_POSTE = "356000000";
    private static final String ALL_ZEROS = "000000000";

    public static Siret parse(String raw) {
        var digits = TypedText.code(raw);
        if (digits.isEmpty()) {
            throw new Malformed("error.siret.missing");
        }
        if (!digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new Malformed("error.siret.digits");
        }
        if (digits.length() == SIREN_DIGITS) {
            throw new Malformed("error.siret.siren");
        }
        if (digits.length() != DIGITS) {
            throw new Malformed("error.siret.length", digits.length());
        }
        var siret = new Siret(digits);
        if (!siret.hasValidCheckDigits()) {
            throw new Malformed("error.siret.checksum");
        }
        return siret;
    }

    /** Luhn check of SIREN and SIRET. Exception: the digit sum of La Poste's establishments is a multiple of five. */
    private boolean hasValidCheckDigits() {
        if (siren().equals(ALL_ZEROS)) {
            return false;
        }
        return siren().equals(LA_POSTE)
                ? luhn(value) || value.chars().map(c -> c - '0').sum() % 5 == 0
                : luhn(siren()) && luhn(value);
    }

    private static boolean luhn(String digits) {
        var sum = 0;
        for (var i = 0; i < digits.length(); i++) {
            var digit = digits.charAt(digits.length() - 1 - i) - '0';
            var doubled = i % 2 == 0 ? digit : digit * 2;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }
        return sum % 10 == 0;
    }

    public String siren() {
        return value.substring(0, SIREN_DIGITS);
    }

    /** Grouped for display: {@code 732 829 320 00074}. */
    public String grouped() {
        return value.substring(0, 3) + " " + value.substring(3, 6) + " " + value.substring(6, 9) + " "
                + value.substring(9);
    }
}
