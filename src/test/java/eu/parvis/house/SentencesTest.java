package eu.parvis.house;

import static java.util.function.Predicate.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import eu.parvis.values.Language;
import eu.parvis.words.Words;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every message is used and correctly typeset; no text is outside the message files. */
class SentencesTest {

    private static final Words FRENCH = Words.of(Language.FR);

    private static final String ID = "[a-z][\\w-]*(?:\\.[\\w-]+)+";
    private static final Pattern IN_TEMPLATE = Pattern.compile("\\bt\\(\\s*['\"](" + ID + ")['\"]\\s*[,)]");
    private static final Pattern IN_JAVA = Pattern.compile(
            "(?:Failure\\.of\\([\\w.]+,|rateLimited\\(|FieldError\\.of\\([^;\"]*(?:\"[^\"]*\"[^;\"]*)?,|new Malformed\\()"
                    + "\\s*\"(" + ID + ")\"");
    private static final Pattern QUOTED = Pattern.compile("['\"](" + ID + "\\.?)['\"]");

    private static final Map<Path, String> TEMPLATES = read("src/main/resources/templates", ".html", ".peb");
    private static final Map<Path, String> JAVA = read("src/main/java", ".java");

    @Test
    void everySentenceThatIsSpokenIsWritten() {
        var spoken = new TreeSet<>(matches(TEMPLATES.values(), IN_TEMPLATE));
        spoken.addAll(matches(JAVA.values(), IN_JAVA));
        spoken.removeAll(FRENCH.ids());

        assertEquals(Set.of(), spoken, "ids without a sentence");
    }

    @Test
    void everySentenceIsUsed() {
        var quoted = matches(
                Stream.concat(TEMPLATES.values().stream(), JAVA.values().stream())
                        .toList(),
                QUOTED);
        var prefixes = quoted.stream().filter(id -> id.endsWith(".")).toList();

        var unused = FRENCH.ids().stream()
                .filter(not(quoted::contains))
                .filter(id -> prefixes.stream().noneMatch(id::startsWith))
                .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(Set.of(), unused, "sentences that nothing says");
    }

    /** Of two sentences with one id the second is said, and a correction of the first changes nothing. */
    @ParameterizedTest
    @EnumSource
    void anIdHasOneSentence(Language language) {
        var lines = content(Path.of("src/main/resources/messages/portal_" + language.code() + ".properties"));
        var ids = Pattern.compile("(?m)^([a-z][^ =]*) ?=")
                .matcher(lines)
                .results()
                .toList();
        var seen = new TreeSet<String>();

        assertEquals(
                List.of(),
                ids.stream().map(id -> id.group(1)).filter(not(seen::add)).toList());
    }

    @Test
    void noTemplateHoldsASentenceOfItsOwn() {
        var literal = new TreeMap<Path, List<String>>();
        TEMPLATES.forEach((file, source) -> {
            var texts = file.endsWith("text.peb") || file.endsWith("subject.peb")
                    ? LiteralText.inPlainText(source)
                    : LiteralText.inHtml(source);
            if (!texts.isEmpty()) {
                literal.put(file, texts);
            }
        });

        assertEquals(Map.of(), literal);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p>Bonjour</p>",
                "<button title=\"Envoyer\"></button>",
                "<p>{{ t('a.b') }} et {# note #} la suite</p>",
                "{% if x > 1 %}oui{% endif %}"
            })
    void literalTextIsFound(String html) {
        assertFalse(LiteralText.inHtml(html).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p class=\"lead\">{{ t('a.b', name) }}&nbsp;: 12</p>",
                "{# Bonjour #}<img src=\"/logo.svg\" alt=\"{{ t('a.b') }}\">",
                "<script type=\"module\">let hello = 1</script><input value=\"{{ value }}\" title=\"\">",
                "{% if a > b %}<a href=\"/en/help\" hreflang=\"en\">{{ x }}</a>{% endif %}"
            })
    void markupAndCallsAreNoLiteralText(String html) {
        assertEquals(List.of(), LiteralText.inHtml(html));
    }

    @ParameterizedTest
    @EnumSource
    void sentencesDoNotShout(Language language) {
        // Only after a word, because a list of characters may contain this one.
        assertEquals(Set.of(), sentences(language, "[\\p{L}\\p{N}][\\u00a0\\u202f ]?!"));
    }

    @Test
    void frenchPunctuationNeverBeginsALine() {
        // narrow or not, the space before ; : ? » and after « does not break; addresses and times have none
        var space = "[\\u00a0\\u202f]";

        assertEquals(
                Set.of(),
                sentences(Language.FR, "(?<!" + space + ")[;?»]|(?<!" + space + "):(?!//|\\d)|«(?!" + space + ")"));
    }

    private static Set<String> sentences(Language language, String fault) {
        Predicate<String> faulty = Pattern.compile(fault).asPredicate();
        return Words.of(language).ids().stream()
                .filter(id -> faulty.test(Words.of(language).text(id)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> matches(Collection<String> sources, Pattern pattern) {
        return sources.stream()
                .flatMap(source -> pattern.matcher(source).results())
                .map(match -> match.group(1))
                .collect(Collectors.toSet());
    }

    /** The sandbox is excluded: its pages are for developers. */
    private static Map<Path, String> read(String folder, String... endings) {
        var root = Path.of(folder);
        if (!Files.exists(root)) {
            return Map.of();
        }
        try (var files = Files.walk(root)) {
            return files.filter(file -> Stream.of(endings).anyMatch(file.toString()::endsWith))
                    .filter(file -> !file.startsWith(root.resolve("dev")))
                    .collect(Collectors.toMap(root::relativize, SentencesTest::content));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
