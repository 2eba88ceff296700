package eu.parvis.desk;

import eu.parvis.values.Language;
import eu.parvis.words.Words;
import java.time.Duration;

/** How long something has been waiting, as a list says it: "3 days". */
final class Elapsed {

    private static final int HOURS_IN_TWO_DAYS = 48;

    private Elapsed() {}

    static String inWords(Duration time, Language language) {
        var words = Words.of(language);
        if (time.toHours() < 1) {
            return words.text("desk.age.minutes");
        }
        return time.toHours() < HOURS_IN_TWO_DAYS
                ? words.text("desk.age.hours", time.toHours())
                : words.text("desk.age.days", time.toDays());
    }
}
