package eu.parvis.words;

import static org.junit.jupiter.api.Assertions.assertEquals;

import eu.parvis.values.Language;
import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DaysTest {

    @ParameterizedTest
    @CsvSource({
        "2026-11-01, FR, 1er novembre 2026",
        "2026-11-02, FR, 2 novembre 2026",
        "2026-12-31, FR, 31 décembre 2026",
        "2026-11-01, EN, 1 November 2026",
    })
    void theFirstOfAMonthIsCountedInFrench(LocalDate day, Language language, String words) {
        assertEquals(words, Days.inWords(day, language));
    }
}
