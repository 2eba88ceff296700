package eu.parvis.personaldata;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/**
 * A field with a value.
 *
 * @param at the value, if it is a time; else {@code text} has it
 */
record Fact(String label, String text, Optional<Instant> at) {

    static List<Fact> of(DataSet set, JsonObject row, FactText text) {
        var fields = set == DataSet.JOURNAL ? text.entry(row) : row;
        return fields.stream()
                .filter(field -> field.getValue() != null)
                .map(field -> of(text.label(field.getKey()), text.value(set, field.getKey(), field.getValue())))
                .toList();
    }

    private static Fact of(String label, String text) {
        return new Fact(label, text, time(text));
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException noTime) {
            return Optional.empty();
        }
    }
}
