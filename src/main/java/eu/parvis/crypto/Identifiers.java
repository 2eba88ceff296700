package eu.parvis.crypto;

import java.security.SecureRandom;
import java.util.Locale;

/**
 * Draws random identifiers for accounts: two letters and six digits (CG-34), without the letters I and O. Two draws may
 * be equal; the unique index of the accounts rejects the second.
 */
public final class Identifiers {

    private static final String LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ";

    private final SecureRandom random;

    public Identifiers(SecureRandom random) {
        this.random = random;
    }

    public String next() {
        return String.format(Locale.ROOT, "%c%c%06d", letter(), letter(), random.nextInt(1_000_000));
    }

    private char letter() {
        return LETTERS.charAt(random.nextInt(LETTERS.length()));
    }
}
