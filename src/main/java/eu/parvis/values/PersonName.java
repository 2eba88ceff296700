package eu.parvis.values;

import eu.parvis.bus.Malformed;
import java.util.regex.Pattern;

/** A first or a last name in any script: letters with their marks, spaces, apostrophes, hyphens and dots. */
public record PersonName(String value) {

    public static final int MAX_LENGTH = 80;

    /** Characters allowed beside letters. The last two (ZWNJ, ZWJ) join letters in Persian and Indic names. */
    private static final String SIGNS = " '’ʼ-‐.·\u200c\u200d";

    private static final int VARIATION_SELECTOR = 0xfe0f;

    /**
     * Refused because our mails contain the name and mail programs would turn it into a link. One or two letters before
     * a dot are allowed: they are titles and initials.
     */
    private static final Pattern LINK = Pattern.compile("(?i)www\\.|[\\p{L}\\p{M}]{3}\\.\\p{L}{2}");

    public static PersonName parse(String raw) {
        var name = TypedText.line(raw);
        if (name.isEmpty()) {
            throw new Malformed("error.personName.missing");
        }
        TypedText.requireLength(name, MAX_LENGTH);
        if (name.codePoints().anyMatch(Character::isDigit)) {
            throw new Malformed("error.personName.digit");
        }
        TypedText.requireCharacters(name, PersonName::isAllowed);
        if (name.codePoints().noneMatch(Character::isLetter)) {
            throw new Malformed("error.personName.missing");
        }
        TypedText.requireNoLink(name, LINK, "error.personName.link");
        return new PersonName(name);
    }

    private static boolean isAllowed(int character) {
        return Character.isLetter(character) || isMark(character) || SIGNS.indexOf(character) >= 0;
    }

    private static boolean isMark(int character) {
        var type = Character.getType(character);
        return (type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK)
                && character != VARIATION_SELECTOR;
    }
}
