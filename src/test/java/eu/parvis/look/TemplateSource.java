package eu.parvis.look;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The names that a template reads, found in its text: also those in branches that no sample reaches. */
final class TemplateSource {

    private static final Pattern COMMENT = Pattern.compile("\\{#.*?#}", Pattern.DOTALL);
    private static final Pattern MACRO = Pattern.compile("\\{% macro .*?\\{% endmacro %}", Pattern.DOTALL);
    private static final Pattern CODE = Pattern.compile("\\{[{%](?! block)(.*?)[%}]}", Pattern.DOTALL);
    private static final Pattern TEXT = Pattern.compile("'[^']*'|\"[^\"]*\"");
    private static final Pattern INCLUDE = Pattern.compile("\\{% include \"([^\"]+)\" %}");
    private static final Pattern IMPORT = Pattern.compile("\\{% import \"([^\"]+)\" %}");
    private static final Pattern LOCAL = Pattern.compile("\\b(?:for|set)\\s+(\\w+)");
    private static final Pattern ATTRIBUTE = Pattern.compile("\\.(\\w+)");
    /** A name that is neither an attribute, nor called, nor a named argument, nor behind a filter's bar. */
    private static final Pattern VARIABLE = Pattern.compile("(?<![.\\w|]|\\| )([a-zA-Z_]\\w*)(?!\\w|\\s*\\(|=[^=])");

    private static final Set<String> KEYWORDS = Set.of(
            "and",
            "block",
            "contains",
            "else",
            "elseif",
            "empty",
            "endblock",
            "endfor",
            "endif",
            "extends",
            "false",
            "for",
            "if",
            "import",
            "in",
            "include",
            "is",
            "loop",
            "not",
            "null",
            "or",
            "set",
            "true");

    private static final Path TEMPLATES = Path.of("src/main/resources/templates");

    private final String page;
    private final String macros;

    private TemplateSource(String page, String macros) {
        this.page = page;
        this.macros = macros;
    }

    /** With the templates that it includes, other than layouts. */
    static TemplateSource of(String template) {
        var source = COMMENT.matcher(read(template)).replaceAll("");
        var whole = INCLUDE.matcher(source)
                .replaceAll(found -> Matcher.quoteReplacement(
                        COMMENT.matcher(read(found.group(1))).replaceAll("")));
        var imported = IMPORT.matcher(whole)
                .results()
                .map(found -> read(found.group(1)))
                .collect(Collectors.joining());
        return new TemplateSource(MACRO.matcher(whole).replaceAll(""), whole + imported);
    }

    private static String read(String template) {
        try {
            return Files.readString(TEMPLATES.resolve(template));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Variables that are not set by the template itself. */
    Set<String> variables() {
        var code = code(page);
        var found = matches(VARIABLE, code);
        found.removeAll(KEYWORDS);
        found.removeAll(matches(LOCAL, code));
        return found;
    }

    /** Attributes of any variable, also of those that a macro is given. */
    Set<String> attributes() {
        return matches(ATTRIBUTE, code(macros));
    }

    private static String code(String source) {
        return CODE.matcher(source)
                .results()
                .map(found -> TEXT.matcher(found.group(1)).replaceAll("''"))
                .collect(Collectors.joining("\n"));
    }

    private static Set<String> matches(Pattern pattern, String code) {
        return pattern.matcher(code)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
