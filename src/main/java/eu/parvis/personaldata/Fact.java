package eu.parvis.personaldata;

import eu.parvis.words.Words;
import io.vertx.core.json.JsonArray;
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

    static List<Fact> of(JsonObject row, Words words) {
        return row.stream()
                .filter(field -> field.getValue() != null)
                .map(field -> of(words.text("personaldata.field." + field.getKey()), field.getValue()))
                .toList();
    }

    private static Fact of(String label, Object value) {
        var text = value instanceof JsonArray list
                ? String.join(", ", list.stream().map(String::valueOf).toList())
                : String.valueOf(value);
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
