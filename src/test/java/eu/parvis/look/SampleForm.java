package eu.parvis.look;

import java.util.List;
import java.util.Map;

/**
 * A form as templates see it, filled from a sample: names to values (a text or a list), names to error sentences. Pebble
 * calls public methods only.
 */
record SampleForm(Map<String, Object> typed, Map<String, String> wrong, List<String> kept, boolean resumed) {

    /** What the error summary lists. */
    record Fault(String field, String where, String text) {}

    public String value(String name) {
        return typed.getOrDefault(name, "").toString();
    }

    public List<?> values(String name) {
        return typed.getOrDefault(name, List.of()) instanceof List<?> many ? many : List.of(value(name));
    }

    public boolean has(String name, String value) {
        return values(name).contains(value);
    }

    public boolean keeps(String name) {
        return kept.contains(name);
    }

    public boolean isResumed() {
        return resumed;
    }

    public String error(String name) {
        return wrong.get(name);
    }

    public List<Fault> errors() {
        return wrong.entrySet().stream()
                .map(each -> new Fault(each.getKey(), "", each.getValue()))
                .toList();
    }
}
