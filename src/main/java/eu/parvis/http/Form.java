package eu.parvis.http;

import com.fasterxml.jackson.databind.JsonNode;
import eu.parvis.bus.FieldError;
import eu.parvis.words.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** A form as its page shows it: the values of the fields and their errors. The field macros read it. */
public final class Form {

    /**
     * The error of a field.
     *
     * @param where the row or the person that the field belongs to, for the summary of errors; empty if there is only
     *     one
     */
    public record Sentence(String field, String where, String text) {

        private Sentence and(Sentence more) {
            return text.contains(more.text) ? this : new Sentence(field, where, text + " " + more.text);
        }
    }

    /** A field in a row of a list. */
    private static final Pattern ROW = Pattern.compile("(\\w+)\\.(\\d{1,3})\\..+");

    private static final String WITHIN = "form.within.";

    private final Map<String, List<String>> values;
    private final List<Sentence> errors;
    private final Set<String> kept;
    private final boolean resumed;

    private Form(Map<String, List<String>> values, List<Sentence> errors) {
        this(values, errors, Set.of(), false);
    }

    private Form(Map<String, List<String>> values, List<Sentence> errors, Set<String> kept, boolean resumed) {
        this.values = values;
        this.errors = errors;
        this.kept = kept;
        this.resumed = resumed;
    }

    public static Form empty() {
        return new Form(Map.of(), List.of());
    }

    /** A form with prefilled values. */
    public static Form of(Map<String, String> values) {
        var lists = new LinkedHashMap<String, List<String>>();
        values.forEach((name, value) -> lists.put(name, List.of(value)));
        return new Form(lists, List.of());
    }

    /** A form that was left unsent. */
    public static Form resumed(Map<String, List<String>> values) {
        return new Form(values, List.of(), Set.of(), true);
    }

    /** The same form, in which these secrets need not be typed again. */
    public Form withKept(Set<String> secrets) {
        return new Form(values, errors, secrets, resumed);
    }

    static Form of(JsonNode tree) {
        var values = new LinkedHashMap<String, List<String>>();
        collect("", tree, values);
        return new Form(values, List.of());
    }

    /** The same form with errors in the visitor's language. Several errors of one field become one sentence. */
    public Form with(List<FieldError> wrong, Words words) {
        var sentences = new LinkedHashMap<String, Sentence>();
        wrong.forEach(error -> sentences.merge(
                error.field(),
                new Sentence(
                        error.field(),
                        where(error.field(), words),
                        words.text(error.message(), error.arguments().toArray())),
                Sentence::and));
        return new Form(values, List.copyOf(sentences.values()));
    }

    /** The same form with the errors of another one. */
    public Form withErrorsOf(Form other) {
        return new Form(values, other.errors);
    }

    private String where(String field, Words words) {
        var row = ROW.matcher(field);
        if (row.matches() && words.ids().contains(WITHIN + row.group(1))) {
            return words.text(WITHIN + row.group(1), position(row.group(1), Integer.parseInt(row.group(2))));
        }
        var object = WITHIN + field.split("\\.", 2)[0];
        return field.contains(".") && words.ids().contains(object) ? words.text(object) : "";
    }

    /** The position among the existing rows; a row before it may have been removed. */
    private long position(String list, int row) {
        return 1
                + values.keySet().stream()
                        .map(ROW::matcher)
                        .filter(key -> key.matches() && key.group(1).equals(list))
                        .map(key -> Integer.valueOf(key.group(2)))
                        .filter(other -> other < row)
                        .distinct()
                        .count();
    }

    /** The same form with a field filled in, unless it has a value. */
    public Form orElse(String name, String value) {
        if (!value(name).isBlank()) {
            return this;
        }
        var filled = new LinkedHashMap<>(values);
        filled.put(name, List.of(value));
        return new Form(filled, errors);
    }

    /** The same form with these values; an empty value changes nothing. */
    public Form filled(Map<String, String> fields) {
        var filled = new LinkedHashMap<>(values);
        fields.forEach((name, value) -> {
            if (!value.isBlank()) {
                filled.put(name, List.of(value));
            }
        });
        return new Form(filled, errors);
    }

    /** The same form without some of its fields, such as secrets. */
    public Form without(Predicate<String> names) {
        var rest = new LinkedHashMap<>(values);
        rest.keySet().removeIf(names);
        return new Form(rest, errors);
    }

    public String value(String name) {
        var all = values.getOrDefault(name, List.of());
        return all.isEmpty() ? "" : all.get(0);
    }

    public List<String> values(String name) {
        return values.getOrDefault(name, List.of());
    }

    public boolean has(String name, String value) {
        return values(name).contains(value);
    }

    /** The error of this field; null if there is none. */
    public String error(String name) {
        return errors.stream()
                .filter(error -> error.field().equals(name))
                .map(Sentence::text)
                .findFirst()
                .orElse(null);
    }

    /** Whether the secret in this field is kept on the server. */
    public boolean keeps(String name) {
        return kept.contains(name);
    }

    /** Whether the values were left unsent earlier. */
    public boolean isResumed() {
        return resumed;
    }

    public List<Sentence> getErrors() {
        return errors;
    }

    /** The values by field name. */
    public Map<String, List<String>> all() {
        return values;
    }

    private static void collect(String path, JsonNode node, Map<String, List<String>> values) {
        if (node.isObject()) {
            node.properties()
                    .forEach(entry -> collect(
                            path.isEmpty() ? entry.getKey() : path + "." + entry.getKey(), entry.getValue(), values));
        } else if (node.isArray()) {
            var list = new ArrayList<String>();
            node.forEach(item -> list.add(item.asText()));
            values.put(path, List.copyOf(list));
        } else {
            values.put(path, List.of(node.asText()));
        }
    }
}
