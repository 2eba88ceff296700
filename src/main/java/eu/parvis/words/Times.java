package eu.parvis.words;

import eu.parvis.values.Language;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;

/** Times of day as sentences write them: « 9 h 05 » in French, "9:05" in English. */
public final class Times {

    private Times() {}

    /** Its spaces do not break. */
    public static String inWords(TemporalAccessor time, Language language) {
        return format(time, language == Language.FR ? "H'\u00a0h\u00a0'mm" : "H:mm");
    }

    public static String withSeconds(TemporalAccessor time, Language language) {
        return format(time, language == Language.FR ? "H'\u00a0h\u00a0'mm'\u00a0min\u00a0'ss'\u00a0s'" : "H:mm:ss");
    }

    private static String format(TemporalAccessor time, String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).format(time);
    }
}
