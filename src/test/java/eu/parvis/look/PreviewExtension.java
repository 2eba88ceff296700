package eu.parvis.look;

import io.pebbletemplates.pebble.extension.AbstractExtension;
import io.pebbletemplates.pebble.extension.Function;
import io.pebbletemplates.pebble.template.EvaluationContext;
import io.pebbletemplates.pebble.template.PebbleTemplate;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** The two functions of every page, `t` and `asset`, without the server; remembers which sentences were asked for. */
final class PreviewExtension extends AbstractExtension {

    private final Map<String, Properties> words = Map.of("fr", read("fr"), "en", read("en"));
    private final Set<String> missing = ConcurrentHashMap.newKeySet();

    /** The ids that a page asked for and a message file did not have. */
    Set<String> missing() {
        return new TreeSet<>(missing);
    }

    @Override
    public Map<String, Function> getFunctions() {
        return Map.of("t", new Words(), "asset", new Asset());
    }

    private static Properties read(String language) {
        var path = "/messages/portal_" + language + ".properties";
        try (InputStream in = PreviewExtension.class.getResourceAsStream(path)) {
            var properties = new Properties();
            properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Words implements Function {

        @Override
        public List<String> getArgumentNames() {
            return null;
        }

        @Override
        public Object execute(
                Map<String, Object> args, PebbleTemplate self, EvaluationContext context, int lineNumber) {
            var id = String.valueOf(args.get("0"));
            var locale = context.getLocale();
            var sentence = words.get(locale.getLanguage()).getProperty(id);
            if (sentence == null) {
                missing.add(locale.getLanguage() + ": " + id + " (" + self.getName() + ":" + lineNumber + ")");
                return "[" + id + "]";
            }
            return args.size() == 1 ? sentence : format(sentence, locale, args);
        }

        private String format(String sentence, Locale locale, Map<String, Object> args) {
            var values = IntStream.range(1, args.size())
                    .mapToObj(index -> args.get(String.valueOf(index)))
                    .toArray();
            return new MessageFormat(sentence, locale).format(values);
        }
    }

    /** The compiled static files beside the previews, so that a preview opens from the disk. */
    private static final class Asset implements Function {

        @Override
        public List<String> getArgumentNames() {
            return List.of("name");
        }

        @Override
        public Object execute(
                Map<String, Object> args, PebbleTemplate self, EvaluationContext context, int lineNumber) {
            var name = args.get("name");
            if (PreviewExtension.class.getResource("/static/" + name) == null) {
                throw new IllegalStateException(self.getName() + ":" + lineNumber + " asks for a missing file: " + name);
            }
            return "../classes/static/" + name;
        }
    }
}
