package eu.parvis.badinput;

import eu.parvis.api.Exchange;
import eu.parvis.bus.Failure;
import eu.parvis.bus.FieldError;
import eu.parvis.http.Input;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * An input was refused.
 *
 * @param code what is wrong with the input
 * @param fields what is wrong with each field
 */
record Refusal(String code, Map<String, String> fields) {

    Set<String> paths() {
        return fields.keySet();
    }

    /** The outcome of reading an input as a route reads it, without the route. Nothing if it was taken. */
    static Optional<Refusal> inMemory(Supplier<Input> input, Consumer<Input> reader) {
        try {
            reader.accept(input.get());
            return Optional.empty();
        } catch (Failure failure) {
            if (failure.kind() != Failure.Kind.INVALID) {
                throw failure;
            }
            return Optional.of(of(failure.messageId(), failure.fields()));
        }
    }

    private static Refusal of(String code, List<FieldError> errors) {
        var fields = new LinkedHashMap<String, String>();
        errors.forEach(error -> fields.putIfAbsent(error.field(), error.message()));
        return new Refusal(code, fields);
    }

    static Refusal of(Exchange refused) {
        var fields = new LinkedHashMap<String, String>();
        refused.wrongFields().forEach(field -> fields.put(field, refused.codeAt(field)));
        return new Refusal(refused.code(), fields);
    }
}
