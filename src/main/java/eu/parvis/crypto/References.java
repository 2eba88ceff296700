package eu.parvis.crypto;

import eu.parvis.bus.Malformed;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * References that people quote on the telephone and find in the subject of a mail, such as {@code K7QM-4XWP}: eight
 * letters and digits that are not mistaken for each other. A reference is not secret and grants no access.
 */
public final class References {

    private static final String ALPHABET = "ACDEFGHJKLMNPQRTUVWXY34679";
    private static final int HALF = 4;
    private static final Pattern TYPED =
            Pattern.compile("(?<![A-Z\\d])([%1$s]{4})[\\s\\p{Pd}]*([%1$s]{4})(?![A-Z\\d])".formatted(ALPHABET));

    /** The shape of a reference with any letters and digits: alone, or with a dash among other words. */
    private static final Pattern SIMILAR = Pattern.compile("^\\W*([A-Z\\d]{4})[\\s\\p{Pd}]*([A-Z\\d]{4})\\W*$"
            + "|(?<![A-Z\\d])([A-Z\\d]{4})\\s*\\p{Pd}\\s*([A-Z\\d]{4})(?![A-Z\\d])");

    private final SecureRandom random;

    public References(SecureRandom random) {
        this.random = random;
    }

    public String next() {
        return half() + "-" + half();
    }

    /**
     * Finds the reference in a typed or pasted text, such as the whole subject of a mail, where it comes last. Accepts
     * a reference that the portal never draws; the caller will find no mail under it.
     *
     * @throws Malformed if there is none
     */
    public static String parse(String typed) {
        var text = Normalizer.normalize(typed, Normalizer.Form.NFKC).toUpperCase(Locale.ROOT);
        return last(TYPED, text)
                .or(() -> last(SIMILAR, text))
                .orElseThrow(() -> new Malformed("error.reference.shape"));
    }

    private static Optional<String> last(Pattern pattern, String text) {
        return pattern.matcher(text).results().reduce((first, second) -> second).map(References::joined);
    }

    private static String joined(MatchResult halves) {
        var alone = halves.group(1) != null;
        return halves.group(alone ? 1 : 3) + "-" + halves.group(alone ? 2 : 4);
    }

    private String half() {
        var half = new StringBuilder(HALF);
        for (var i = 0; i < HALF; i++) {
            half.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return half.toString();
    }
}
