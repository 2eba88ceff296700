package eu.parvis.values;

import eu.parvis.bus.Malformed;
import java.util.regex.Pattern;

/** Validates one line of free text, such as a street: letters, digits, and the signs found in names and addresses. */
public final class FreeText {

    private static final Pattern ALLOWED =
            Pattern.compile("[\\p{L}\\p{M}\\p{N}\\p{P}\\p{Sc} +=|~^´`×©®°™№&&[^\\ufe0f\\u20e3]]");
    private static final Pattern MEANINGFUL = Pattern.compile("[\\p{L}\\p{N}]");

    private FreeText() {}

    /**
     * Parses and validates one line.
     *
     * @param maxLength maximum length in code points
     * @param missing message id of the error for a text without any letter or digit
     */
    public static String parse(String raw, int maxLength, String missing) {
        var text = TypedText.line(raw);
        TypedText.requireLength(text, maxLength);
        TypedText.requireCharacters(
                text, c -> ALLOWED.matcher(Character.toString(c)).matches());
        if (!MEANINGFUL.matcher(text).find()) {
            throw new Malformed(missing);
        }
        return text;
    }
}
