package eu.parvis.values;

import eu.parvis.bus.Malformed;
import java.text.Normalizer;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/** Normalises text that a person typed or pasted, before it is validated. */
public final class TypedText {

    /**
     * Characters removed from input: direction marks, soft hyphens and byte order marks, which come with text copied
     * from web pages and documents; and letters and symbols without a glyph, which would otherwise make an empty name
     * valid.
     */
    private static final Pattern INVISIBLE =
            Pattern.compile("[\\u00ad\\u061c\\u200b\\u200e\\u200f\\u202a-\\u202e\\u2060"
                    + "\\u2066-\\u2069\\ufeff\\u115f\\u1160\\u2800\\u3164\\uffa0]");

    /**
     * Five or more combining marks on one letter. No language needs that many; they would be drawn over the lines above
     * and below.
     */
    private static final Pattern TOO_MANY_MARKS = Pattern.compile("(\\p{M}[\\u200c\\u200d]*){5}");

    private static final Pattern SPACES = Pattern.compile("[\\p{Zs}]+");
    private static final Pattern DASHES = Pattern.compile("[\\p{Pd}\\u2212]");
    private static final Pattern SEPARATORS = Pattern.compile("[ .,·•/\\\\_'’()-]+");

    /** Upper bound for a number with the separators that people write into it. */
    private static final int LONGEST_CODE = 60;

    private TypedText() {}

    /** Normalises to NFC, with single plain spaces, trimmed. Null becomes the empty string. */
    public static String line(String raw) {
        if (raw == null) {
            return "";
        }
        var plain = INVISIBLE.matcher(raw).replaceAll("");
        var composed = Normalizer.normalize(plain.strip(), Normalizer.Form.NFC);
        return SPACES.matcher(composed).replaceAll(" ").strip();
    }

    /**
     * Normalises a line and rejects one that is empty, too long or has a character that cannot be printed.
     *
     * @throws Malformed with {@code error.required} if nothing is left
     */
    public static String printable(String raw, int most) {
        var text = line(raw);
        if (text.isEmpty()) {
            throw new Malformed("error.required");
        }
        requireLength(text, most);
        requireCharacters(text, TypedText::isVisible);
        return text;
    }

    /**
     * Normalises a number or code: upper case and ASCII digits, without the spaces, dots, dashes and slashes that
     * people write into it. Other characters stay, so that the validation rejects them.
     */
    public static String code(String raw) {
        requireLength(line(raw), LONGEST_CODE);
        return SEPARATORS.matcher(capitals(raw)).replaceAll("");
    }

    /** Like {@link #code}, but keeps the separators. */
    static String capitals(String raw) {
        var compatible = Normalizer.normalize(line(raw), Normalizer.Form.NFKC);
        var hyphenated = DASHES.matcher(compatible).replaceAll("-");
        return asciiDigits(hyphenated.toUpperCase(Locale.ROOT));
    }

    /** Replaces the digits of every script by 0 to 9. */
    static String asciiDigits(String text) {
        var digits = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> Character.isDigit(c) ? '0' + Character.digit(c, 10) : c)
                .forEach(digits::appendCodePoint);
        return digits.toString();
    }

    static void requireLength(String text, int most) {
        if (text.codePointCount(0, text.length()) > most) {
            throw new Malformed("error.text.tooLong", most);
        }
    }

    /**
     * Rejects the first character that is not allowed and names it in the error if it is printable. Also rejects
     * letters with too many combining marks.
     */
    static void requireCharacters(String text, IntPredicate allowed) {
        text.codePoints().filter(allowed.negate()).findFirst().ifPresent(TypedText::reject);
        if (TOO_MANY_MARKS.matcher(text).find()) {
            throw new Malformed("error.text.marks");
        }
    }

    /** Rejects text that a mail program would turn into a link. Full-width characters count like plain ones. */
    static void requireNoLink(String text, Pattern link, String message) {
        if (link.matcher(Normalizer.normalize(text, Normalizer.Form.NFKC)).find()) {
            throw new Malformed(message);
        }
    }

    private static void reject(int character) {
        if (character == ' ') {
            throw new Malformed("error.text.space");
        }
        throw isVisible(character)
                ? new Malformed("error.text.character", Character.toString(character))
                : new Malformed("error.text.invisible");
    }

    private static boolean isVisible(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK -> false;
            default -> true;
        };
    }
}
