package eu.parvis.house;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds literal text in a template: letters outside markup and template expressions. */
final class LiteralText {

    private static final Pattern TEMPLATE_LANGUAGE = Pattern.compile("\\{#.*?#}|\\{%.*?%}|\\{\\{.*?}}", Pattern.DOTALL);
    private static final Pattern CODE =
            Pattern.compile("(?i)<(script|style)\\b[^>]*>.*?</\\1>|<!--.*?-->", Pattern.DOTALL);
    private static final Pattern SPOKEN_ATTRIBUTE =
            Pattern.compile("(?i)\\s(?:title|alt|placeholder|aria-label|aria-description|label)\\s*=\\s*\"([^\"]*)\"");
    private static final Pattern TAG = Pattern.compile("<[^>]*>|<!\\w[^>]*>|&\\w+;|&#\\w+;");
    /** A macro may output attributes of a tag that is written elsewhere. */
    private static final Pattern ATTRIBUTE = Pattern.compile("\\s[a-z-]+=\"[^\"]*\"");

    private static final Pattern WORD = Pattern.compile("\\p{L}[\\p{L}\\p{N}’' -]*");

    private LiteralText() {}

    static List<String> inHtml(String template) {
        var html =
                CODE.matcher(TEMPLATE_LANGUAGE.matcher(template).replaceAll("")).replaceAll("");
        var attributes = SPOKEN_ATTRIBUTE.matcher(html).results().map(match -> match.group(1));
        var text =
                Stream.of(ATTRIBUTE.matcher(TAG.matcher(html).replaceAll("\n")).replaceAll("\n"));
        return words(Stream.concat(attributes, text));
    }

    static List<String> inPlainText(String template) {
        return words(Stream.of(TEMPLATE_LANGUAGE.matcher(template).replaceAll("\n")));
    }

    private static List<String> words(Stream<String> texts) {
        return texts.flatMap(text -> WORD.matcher(text).results())
                .map(match -> match.group().strip())
                .toList();
    }
}
