package eu.parvis.crypto;

import java.security.SecureRandom;
import java.util.stream.Collectors;

/**
 * Draws the password that is mailed once: 10 characters with at least one of {@code . ; ! ?} (CG-35), a lower-case
 * letter, an upper-case letter and a digit. It has no characters that are mistaken for each other when read from paper
 * (0 O o, 1 l I i, 2 Z z, 5 S s, 8 B). It begins and ends with a letter or digit, so that a double click selects all of
 * it and a full stop after it is not taken for a part of it.
 */
public final class TemporaryPasswords {

    private static final int LENGTH = 10;
    private static final String ALPHABET = "abcdefghjkmnpqrtuvwxy" + "ACDEFGHJKLMNPQRTUVWXY" + "34679" + ".;!?";

    private final SecureRandom random;

    public TemporaryPasswords(SecureRandom random) {
        this.random = random;
    }

    /** Draws until a password satisfies the rules, so that all such passwords are equally likely. */
    public Secret next() {
        String drawn;
        do {
            drawn = draw();
        } while (!fits(drawn));
        return new Secret(drawn);
    }

    private String draw() {
        return random.ints(LENGTH, 0, ALPHABET.length())
                .mapToObj(i -> String.valueOf(ALPHABET.charAt(i)))
                .collect(Collectors.joining());
    }

    private static boolean fits(String drawn) {
        return drawn.chars().anyMatch(Character::isLowerCase)
                && drawn.chars().anyMatch(Character::isUpperCase)
                && drawn.chars().anyMatch(Character::isDigit)
                && !drawn.chars().allMatch(Character::isLetterOrDigit)
                && Character.isLetterOrDigit(drawn.charAt(0))
                && Character.isLetterOrDigit(drawn.charAt(LENGTH - 1));
    }
}
