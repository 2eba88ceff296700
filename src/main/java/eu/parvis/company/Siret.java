package eu.parvis.company;

import eu.parvis.bus.Malformed;
import eu.parvis.values.Typed;

/**
 * The number of a French establishment: the nine digits of its company (SIREN) and five of its own (NIC). That the digits
 * fit together says nothing about whether it exists.
 *
 * @param value fourteen digits
 */
public record Siret(String value) {

    private static final int DIGITS = 14;
    private static final int SIREN_DIGITS = 9;
    private static final String LA_POSTE = "356000000";
    private static final String NOBODY = "000000000";

    public static Siret parse(String raw) {
        var digits = Typed.code(raw);
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
        if (!siret.fitsTogether()) {
            throw new Malformed("error.siret.checksum");
        }
        return siret;
    }

    /** Luhn's check on both numbers. The establishments of La Poste were numbered otherwise: their digits add up to fives. */
    private boolean fitsTogether() {
        if (siren().equals(NOBODY)) {
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

    /** As people read it: {@code 732 829 320 00074}. */
    public String grouped() {
        return value.substring(0, 3) + " " + value.substring(3, 6) + " " + value.substring(6, 9) + " "
                + value.substring(9);
    }
}
