package eu.parvis.crypto;

import java.security.SecureRandom;

/**
 * What people quote on the telephone and find in the subject of a mail: {@code K7QM-4XWP}, eight letters and digits of
 * which none is mistaken for another. No secret: it opens nothing.
 */
public final class References {

    private static final String ALPHABET = "ACDEFGHJKLMNPQRTUVWXY34679";
    private static final int HALF = 4;

    private final SecureRandom random;

    public References(SecureRandom random) {
        this.random = random;
    }

    public String next() {
        return half() + "-" + half();
    }

    private String half() {
        var half = new StringBuilder(HALF);
        for (var i = 0; i < HALF; i++) {
            half.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return half.toString();
    }
}
