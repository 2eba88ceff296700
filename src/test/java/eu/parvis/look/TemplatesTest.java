package eu.parvis.look;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import eu.parvis.words.WordsExtension;
import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.loader.ClasspathLoader;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every page of {@code templates/}, rendered with the samples of {@code look/samples.yaml}. */
class TemplatesTest {

    private static final Path TEMPLATES = Path.of("src/main/resources/templates");
    private static final Path PREVIEWS = Path.of("target/preview");
    private static final Pattern ID = Pattern.compile("\\sid=\"([^\"]*)\"");
    private static final Pattern REFERENCE =
            Pattern.compile("\\s(?:for|aria-labelledby|aria-describedby|href)=\"\\s*(#?)([^\"]*)\"");

    private static final PebbleEngine ENGINE = engine();
    static final Map<String, Map<String, Map<String, Object>>> SAMPLES = samples();

    record Sample(String template, String state, String language) {

        @Override
        public String toString() {
            return "%s.%s.%s".formatted(template.replace(".html", "").replace('/', '-'), state, language);
        }
    }

    @BeforeAll
    static void makeRoom() throws IOException {
        Files.createDirectories(PREVIEWS);
    }

    @ParameterizedTest
    @MethodSource("everySample")
    void aPageIsWholeInBothLanguages(Sample sample) throws IOException {
        var html = render(sample);
        Files.writeString(PREVIEWS.resolve(sample + ".html"), html);

        assertAll(
                () -> assertEquals(1, count(shown(html), "<h1[ >]"), "one main title"),
                () -> assertTrue(
                        Pattern.compile("<title>\\s*\\S.* – ").matcher(html).find(), "a page title"),
                () -> assertEquals(List.of(), duplicates(ids(html)), "ids used twice"),
                () -> assertEquals(Set.of(), danglingReferences(html), "references to nothing"),
                () -> assertEquals(0, count(html, "\\son[a-z]+=\"|<style|\\sstyle=\""), "inline code or style"));
    }

    @ParameterizedTest
    @MethodSource("samplesOfMyAccount")
    void eachPageOfMyAccountLeadsBackOnceAboveItsTitle(Sample sample) throws IOException {
        var path = String.valueOf(variables(sample).get("path"));
        var html = shown(render(sample));

        var above = html.substring(html.indexOf("<main"), html.indexOf("<h1"));
        var back = path.startsWith("/account/organisations/") ? "/account/organisations" : "/account";
        assertEquals(1, count(above, "<p class=\"small\"><a href=\"" + back + "\">"), above);
    }

    @Test
    void everyPageHasASample() throws IOException {
        try (Stream<Path> files = Files.walk(TEMPLATES)) {
            var pages = files.filter(Files::isRegularFile)
                    .map(file -> TEMPLATES.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> name.endsWith(".html") && !name.matches("(layout|macros|mail|part)/.*|.*/_.*"))
                    .collect(Collectors.toSet());

            pages.removeAll(SAMPLES.keySet());

            assertEquals(Set.of(), pages);
        }
    }

    static Stream<Sample> everySample() {
        return SAMPLES.entrySet().stream()
                .filter(each -> each.getKey().endsWith(".html"))
                .flatMap(each -> each.getValue().keySet().stream()
                        .flatMap(state ->
                                Stream.of("fr", "en").map(language -> new Sample(each.getKey(), state, language))));
    }

    static Stream<Sample> samplesOfMyAccount() {
        return everySample()
                .filter(sample -> String.valueOf(variables(sample).get("path")).startsWith("/account/"));
    }

    /** Without what a script may show in place of the page. */
    private static String shown(String html) {
        return html.replaceAll("(?s)<template .*?</template>", "");
    }

    private static String render(Sample sample) throws IOException {
        var out = new StringWriter();
        ENGINE.getTemplate(sample.template()).evaluate(out, context(sample), Locale.forLanguageTag(sample.language()));
        return out.toString();
    }

    static Map<String, Object> variables(Sample sample) {
        return SAMPLES.get(sample.template()).get(sample.state());
    }

    private static Map<String, Object> context(Sample sample) {
        var common = SAMPLES.get("common");
        var context = new HashMap<String, Object>(common.get("all"));
        context.putAll(common.get(sample.language()));
        context.putAll(variables(sample));
        context.put("lang", sample.language());
        var other = "fr".equals(sample.language()) ? "en" : "fr";
        context.put("otherLang", other);
        context.put("otherLangLink", context.get("path") + "?lang=" + other);
        context.put("here", context.get("path"));
        context.replaceAll((name, value) -> name.endsWith("orm") ? form(value) : value);
        context.put(
                "errors",
                context.get("form") instanceof SampleForm form && !form.errors().isEmpty());
        return context;
    }

    @SuppressWarnings("unchecked") // the shape is the sample file's
    private static SampleForm form(Object sample) {
        var parts = (Map<String, Map<String, Object>>) sample;
        var wrong = new LinkedHashMap<String, String>();
        parts.getOrDefault("errors", Map.of()).forEach((name, text) -> wrong.put(name, text.toString()));
        var kept = List.copyOf(parts.getOrDefault("kept", Map.of()).keySet());
        return new SampleForm(parts.getOrDefault("values", Map.of()), wrong, kept, parts.containsKey("resumed"));
    }

    private static long count(String html, String pattern) {
        return Pattern.compile(pattern).matcher(html).results().count();
    }

    private static List<String> ids(String html) {
        return ID.matcher(html).results().map(found -> found.group(1)).toList();
    }

    private static List<String> duplicates(List<String> ids) {
        var rest = new ArrayList<>(ids);
        new HashSet<>(ids).forEach(rest::remove);
        return rest;
    }

    private static Set<String> danglingReferences(String html) {
        var ids = new HashSet<>(ids(html));
        return REFERENCE
                .matcher(html)
                .results()
                .filter(found ->
                        !found.group().contains("href") || !found.group(1).isEmpty())
                .flatMap(found -> Stream.of(found.group(2).trim().split("\\s+")))
                .filter(id -> !ids.contains(id))
                .collect(Collectors.toSet());
    }

    private static PebbleEngine engine() {
        var loader = new ClasspathLoader();
        loader.setPrefix("templates/");
        return new PebbleEngine.Builder()
                .loader(loader)
                .extension(new WordsExtension(), new PreviewExtension())
                .strictVariables(true)
                .build();
    }

    private static Map<String, Map<String, Map<String, Object>>> samples() {
        try (var in = TemplatesTest.class.getResourceAsStream("/look/samples.yaml")) {
            return new YAMLMapper().readValue(in, new TypeReference<>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
