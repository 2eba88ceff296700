package eu.parvis.bus;

import java.util.Arrays;
import java.util.List;

/**
 * What is wrong with one field of an input.
 *
 * @param field its path in form and JSON alike, such as {@code organisation.siret} or {@code users.0.email}
 * @param message id of a sentence in the message files
 * @param arguments what the sentence mentions; plain text, escaped by whoever shows it
 */
public record FieldError(String field, String message, List<String> arguments) {

    public FieldError {
        arguments = List.copyOf(arguments);
    }

    public static FieldError of(String field, String message, Object... arguments) {
        return new FieldError(
                field, message, Arrays.stream(arguments).map(String::valueOf).toList());
    }
}
