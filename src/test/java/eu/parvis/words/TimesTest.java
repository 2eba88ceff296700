package eu.parvis.words;

import static org.junit.jupiter.api.Assertions.assertEquals;

import eu.parvis.values.Language;
import java.time.LocalTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimesTest {

    @ParameterizedTest
    @CsvSource({
        "19:03:07, FR, 19\u00a0h\u00a003, 19\u00a0h\u00a003\u00a0min\u00a007\u00a0s",
        "09:00:00, FR, 9\u00a0h\u00a000, 9\u00a0h\u00a000\u00a0min\u00a000\u00a0s",
        "19:03:07, EN, 19:03, 19:03:07",
        "09:00:00, EN, 9:00, 9:00:00",
    })
    void aTimeIsWrittenAsItsLanguageWritesIt(LocalTime time, Language language, String words, String seconds) {
        assertEquals(words, Times.inWords(time, language));
        assertEquals(seconds, Times.withSeconds(time, language));
    }
}
