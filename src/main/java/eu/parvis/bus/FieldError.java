package eu.parvis.bus;

import java.util.Arrays;
import java.util.List;

/**
 * An error in one field of an input.
 *
 * @param field its path, equal in form and JSON, such as {@code organisation.siret} or {@code users.0.email}
 * @param message id of the message
 * @param arguments of the message; plain text, to be escaped when shown
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
