package eu.parvis.draft;

import eu.parvis.bus.FieldError;
import eu.parvis.crypto.Secret;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/**
 * Secrets of a form that had an error elsewhere, or that was left by one of its buttons.
 *
 * @param values by the paths of their fields
 * @param fields the other fields as they were: an answer belongs to its question
 */
public record KeptSecrets(Map<String, Secret> values, Map<String, List<String>> fields) {

    static final KeptSecrets NONE = new KeptSecrets(Map.of(), Map.of());

    private static final String CONFIRMATION = "Confirmation";

    public KeptSecrets {
        values = Map.copyOf(values);
        fields = Map.copyOf(fields);
    }

    /** Without those that have to be typed again: beside an error in their row, or in their confirmation. */
    KeptSecrets without(List<FieldError> errors) {
        return new KeptSecrets(
                matching((name, secret) -> errors.stream().noneMatch(error -> concerns(error.field(), name))), fields);
    }

    private static boolean concerns(String wrong, String name) {
        return row(name).isEmpty()
                ? withoutConfirmation(wrong).equals(withoutConfirmation(name))
                : wrong.startsWith(row(name));
    }

    private static String withoutConfirmation(String name) {
        return name.endsWith(CONFIRMATION) ? name.substring(0, name.length() - CONFIRMATION.length()) : name;
    }

    /** Those whose row has the same other fields now. */
    Map<String, Secret> fitting(Map<String, List<String>> now) {
        return matching((name, secret) -> beside(name, fields).equals(beside(name, now)));
    }

    private static Map<String, List<String>> beside(String name, Map<String, List<String>> fields) {
        var row = new TreeMap<>(fields);
        row.keySet().removeIf(field -> row(name).isEmpty() || !field.startsWith(row(name)));
        return row;
    }

    /** {@code questions.2.} of {@code questions.2.answer}; empty for a field outside of rows. */
    private static String row(String name) {
        return name.substring(0, name.lastIndexOf('.') + 1);
    }

    private Map<String, Secret> matching(BiPredicate<String, Secret> condition) {
        return values.entrySet().stream()
                .filter(entry -> condition.test(entry.getKey(), entry.getValue()))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
