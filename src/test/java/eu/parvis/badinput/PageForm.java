package eu.parvis.badinput;

import io.vertx.core.MultiMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A form as a browser reads it: its error messages, and the fields that it would send. */
final class PageForm {

    private static final Pattern INPUT = Pattern.compile("<input\\b([^>]*)>");
    private static final Pattern BUTTON = Pattern.compile("<button\\b([^>]*)>");
    private static final Pattern SELECT = Pattern.compile("(?s)<select\\b([^>]*)>(.*?)</select>");
    private static final Pattern OPTION = Pattern.compile("<option\\b([^>]*)>");
    private static final Pattern TEXTAREA = Pattern.compile("(?s)<textarea\\b([^>]*)>(.*?)</textarea>");
    private static final Pattern SUMMARY = Pattern.compile("(?s)<div class=\"summary-of-errors\".*?</div>");
    private static final Pattern LINK = Pattern.compile("href=\"#([^\"]*)\"");
    private static final Pattern MESSAGE = Pattern.compile("<p class=\"error\" id=\"([^\"]*)-error\">");
    private static final Pattern REFERENCE = Pattern.compile("&(#x?[0-9a-fA-F]+|[a-z]+);");
    private static final Map<String, String> NAMED = Map.of("amp", "&", "lt", "<", "gt", ">", "quot", "\"");

    private final String html;
    private final MultiMap fields = MultiMap.caseInsensitiveMultiMap();
    private final Set<String> choices = new TreeSet<>();
    private final Set<String> buttons = new TreeSet<>();

    private PageForm(String html) {
        this.html = html;
    }

    /** Finds the form with this target. */
    static PageForm of(String html, String action) {
        var page = new PageForm(html);
        var form = Pattern.compile("(?s)<form\\b[^>]*action=\"" + Pattern.quote(action) + "\"[^>]*>(.*?)</form>")
                .matcher(html);
        if (!form.find()) {
            throw new AssertionError("no form for " + action + " in " + html);
        }
        page.read(form.group(1));
        return page;
    }

    /** The fields that it would send, without boxes that are not ticked. */
    MultiMap fields() {
        return fields;
    }

    /** Names of fields with options. */
    Set<String> choices() {
        return choices;
    }

    /** Names of buttons. */
    Set<String> buttons() {
        return buttons;
    }

    /** Ids of the fields with a message. */
    Set<String> messages() {
        return found(MESSAGE, html);
    }

    /** Ids of the fields that the summary links to. */
    Set<String> summary() {
        var summary = SUMMARY.matcher(html);
        return summary.find() ? found(LINK, summary.group()) : Set.of();
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void read(String form) {
        INPUT.matcher(form).results().map(MatchResult::group).forEach(this::input);
        BUTTON.matcher(form).results().forEach(button -> buttons.add(attribute(button.group(1), "name")));
        SELECT.matcher(form).results().forEach(this::select);
        TEXTAREA.matcher(form).results().forEach(area -> add(area.group(1), () -> plain(area.group(2))));
    }

    private void input(String tag) {
        var chosen = tag.contains("type=\"radio\"") || tag.contains("type=\"checkbox\"");
        if (chosen) {
            choices.add(attribute(tag, "name"));
        }
        if (!chosen || tag.contains(" checked")) {
            add(tag, () -> attribute(tag, "value"));
        }
    }

    private void select(MatchResult select) {
        choices.add(attribute(select.group(1), "name"));
        add(select.group(1), () -> selected(select.group(2)));
    }

    private void add(String tag, Supplier<String> value) {
        var name = attribute(tag, "name");
        if (!name.isEmpty()) {
            fields.add(name, value.get());
        }
    }

    /** Without a selected option, the first one is selected. */
    private static String selected(String options) {
        var tags = OPTION.matcher(options).results().map(MatchResult::group).toList();
        return attribute(
                tags.stream()
                        .filter(tag -> tag.contains(" selected"))
                        .findFirst()
                        .orElse(tags.get(0)),
                "value");
    }

    private static String attribute(String tag, String name) {
        var found = Pattern.compile("(?s)\\s" + name + "=\"([^\"]*)\"").matcher(tag);
        return found.find() ? plain(found.group(1)) : "";
    }

    private static String plain(String escaped) {
        return REFERENCE
                .matcher(escaped)
                .replaceAll(reference -> java.util.regex.Matcher.quoteReplacement(character(reference.group(1))));
    }

    private static String character(String reference) {
        if (!reference.startsWith("#")) {
            return NAMED.get(reference);
        }
        return Character.toString(
                reference.startsWith("#x")
                        ? Integer.parseInt(reference.substring(2), 16)
                        : Integer.parseInt(reference.substring(1)));
    }
}
