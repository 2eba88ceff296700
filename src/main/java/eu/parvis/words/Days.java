package eu.parvis.words;

import eu.parvis.values.Language;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;

/** Days as sentences write them. */
public final class Days {

    private static final String PATTERN = "d MMMM uuuu";

    /** French counts the first day of a month: « 1er novembre ». Java's own formats do not. */
    private static final String FRENCH_FIRST = "d'er' MMMM uuuu";

    private Days() {}

    public static String inWords(LocalDate day, Language language) {
        var pattern = language == Language.FR && day.getDayOfMonth() == 1 ? FRENCH_FIRST : PATTERN;
        return DateTimeFormatter.ofPattern(pattern, language.locale()).format(day);
    }

    /** Day and month for an axis: « 23 nov. », "23 Nov". */
    public static String shortly(LocalDate day, Language language) {
        return DateTimeFormatter.ofPattern("d MMM", language.locale()).format(day);
    }
}
