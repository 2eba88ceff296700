package eu.parvis.words;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.values.Language;
import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.loader.StringLoader;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class WordsTest {

    @Test
    void everySentenceExistsInEveryLanguage() {
        assertEquals(
                new TreeSet<>(Words.of(Language.FR).ids()),
                new TreeSet<>(Words.of(Language.EN).ids()));
    }

    @Test
    void aSentenceTakesTheSameArgumentsInEveryLanguage() {
        var english = Words.of(Language.EN);
        var french = Words.of(Language.FR);

        for (var id : english.ids()) {
            assertEquals(arguments(english.text(id)), arguments(french.text(id)), id);
        }
    }

    @Test
    void noSentenceHasAStraightApostropheOrAnEmptyText() {
        for (var language : Language.values()) {
            var words = Words.of(language);
            for (var id : words.ids()) {
                assertTrue(!words.text(id).contains("'") && !words.text(id).isBlank(), language + " " + id);
            }
        }
    }

    @Test
    void anUnknownSentenceIsAnErrorInTests() {
        assertThrows(IllegalArgumentException.class, () -> Words.of(Language.FR).text("no.such.sentence"));
    }

    @Test
    void aTemplateSpeaksTheLanguageItIsRenderedIn() throws IOException {
        var template = "{{ t('mail.reason.later') }}";

        assertEquals(Words.of(Language.FR).text("mail.reason.later"), rendered(template, Language.FR));
        assertEquals(Words.of(Language.EN).text("mail.reason.later"), rendered(template, Language.EN));
    }

    private static List<String> arguments(String sentence) {
        return java.util.regex.Pattern.compile("\\{\\d+")
                .matcher(sentence)
                .results()
                .map(java.util.regex.MatchResult::group)
                .distinct()
                .sorted()
                .toList();
    }

    private static String rendered(String template, Language language) throws IOException {
        var engine = new PebbleEngine.Builder()
                .loader(new StringLoader())
                .extension(new WordsExtension())
                .build();
        var out = new StringWriter();
        engine.getTemplate(template).evaluate(out, language.locale());
        return out.toString();
    }
}
