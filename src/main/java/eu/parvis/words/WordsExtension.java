package eu.parvis.words;

import eu.parvis.values.Language;
import io.pebbletemplates.pebble.extension.AbstractExtension;
import io.pebbletemplates.pebble.extension.Function;
import io.pebbletemplates.pebble.template.EvaluationContext;
import io.pebbletemplates.pebble.template.PebbleTemplate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** Template function {@code t('id', arguments…)}: the message in the language that the template is rendered in. */
public final class WordsExtension extends AbstractExtension {

    @Override
    public Map<String, Function> getFunctions() {
        return Map.of("t", new Text());
    }

    private static final class Text implements Function {

        /** Null, so that Pebble accepts any number of arguments and names them by their position. */
        @Override
        public List<String> getArgumentNames() {
            return null;
        }

        @Override
        public Object execute(
                Map<String, Object> arguments, PebbleTemplate template, EvaluationContext context, int line) {
            var values = IntStream.range(1, arguments.size())
                    .mapToObj(index -> arguments.get(String.valueOf(index)))
                    .toArray();
            return Words.of(language(context.getLocale())).text(String.valueOf(arguments.get("0")), values);
        }

        private static Language language(Locale locale) {
            return Language.of(locale.getLanguage())
                    .orElseThrow(() -> new IllegalStateException("A template is rendered without a language"));
        }
    }
}
