package eu.parvis.order;

import eu.parvis.catalogue.Localised;
import eu.parvis.values.Language;
import eu.parvis.words.Words;
import java.time.Duration;

/** Lengths of time, and texts of the catalogue, in the visitor's language. */
record OrderText(Language language) {

    private static final int YEAR = 12;

    /** A duration that can be ordered: {@code 2 years}, {@code 6 months}. */
    String months(int months) {
        return months % YEAR == 0
                ? words("order.duration.years", months / YEAR)
                : words("order.duration.months", months);
    }

    /** About how long a state lasts. */
    String delay(Duration usual) {
        if (usual.toHours() < 1) {
            return words("request.delay.moment");
        }
        return usual.toDays() < 2
                ? words("request.delay.hours", usual.toHours())
                : words("request.delay.days", usual.toDays());
    }

    String of(Localised text) {
        return text.in(language);
    }

    private String words(String id, Object... arguments) {
        return Words.of(language).text(id, arguments);
    }
}
