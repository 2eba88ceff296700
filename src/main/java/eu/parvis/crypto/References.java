package eu.parvis.crypto;

import eu.parvis.bus.Malformed;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What people quote on the telephone and find in the subject of a mail: {@code K7QM-4XWP}, eight letters and digits of
 * which none is mistaken for another. No secret: it opens nothing.
 */
public final class References {

    private static final String ALPHABET = "ACDEFGHJKLMNPQRTUVWXY34679";
    private static final int HALF = 4;
    private static final Pattern TYPED =
            Pattern.compile("(?<![A-Z\\d])([%1$s]{4})[\\s\\p{Pd}]*([%1$s]{4})(?![A-Z\\d])".formatted(ALPHABET));

    private final SecureRandom random;

    public References(SecureRandom random) {
        this.random = random;
    }

    public String next() {
        return half() + "-" + half();
    }

    /**
     * The reference in what somebody typed or pasted, be it the whole subject of a mail: there it stands last.
     *
     * @throws Malformed where there is none
     */
    public static String parse(String typed) {
        var text = Normalizer.normalize(typed, Normalizer.Form.NFKC).toUpperCase(Locale.ROOT);
        return TYPED.matcher(text)
                .results()
                .reduce((first, second) -> second)
                .map(References::joined)
                .orElseThrow(() -> new Malformed("error.reference.shape"));
    }

    private static String joined(MatchResult halves) {
        return halves.group(1) + "-" + halves.group(2);
    }

    private String half() {
        var half = new StringBuilder(HALF);
        for (var i = 0; i < HALF; i++) {
            half.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return half.toString();
    }
}
