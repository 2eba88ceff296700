package eu.parvis.values;

import eu.parvis.bus.Malformed;
import java.util.regex.Pattern;

/** The rule for one line of free text, such as a street: words, figures and the signs found in names and addresses. */
public final class FreeText {

    private static final Pattern ALLOWED =
            Pattern.compile("[\\p{L}\\p{M}\\p{N}\\p{P}\\p{Sc} +=|~^´`×©®°™№&&[^\\ufe0f\\u20e3]]");
    private static final Pattern MEANINGFUL = Pattern.compile("[\\p{L}\\p{N}]");

    private FreeText() {}

    /**
     * Reads one line.
     *
     * @param missing the sentence for an empty one
     */
    public static String parse(String raw, int most, String missing) {
        var text = Typed.line(raw);
        Typed.requireLength(text, most);
        Typed.requireCharacters(
                text, c -> ALLOWED.matcher(Character.toString(c)).matches());
        if (!MEANINGFUL.matcher(text).find()) {
            throw new Malformed(missing);
        }
        return text;
    }
}
