package eu.parvis.badinput;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a field treats nasty values.
 *
 * @param path the same in form and JSON
 * @param refused values that are an error of this field and of no other; all other values are accepted
 * @param optional whether the field may be missing
 * @param secret whether its value is never shown again
 * @param twin path of the confirmation, which gets the same value
 */
public record FieldRule(String path, Set<NastyValue> refused, boolean optional, boolean secret, Optional<String> twin) {

    public static FieldRule required(String path, Set<NastyValue> refused) {
        return new FieldRule(path, refused, false, false, Optional.empty());
    }

    /** A field that also accepts blank values. */
    public static FieldRule optional(String path, Set<NastyValue> refused) {
        var otherwise = refused.stream().filter(value -> !value.isBlank()).collect(Collectors.toSet());
        return new FieldRule(path, otherwise, true, false, Optional.empty());
    }

    public static FieldRule secret(String path, Set<NastyValue> refused) {
        return new FieldRule(path, refused, false, true, Optional.empty());
    }

    /** Sends the same value in a confirmation, so that the two do not differ. */
    public FieldRule alsoIn(String second) {
        return new FieldRule(path, refused, optional, secret, Optional.of(second));
    }

    /**
     * The two values that are sent over HTTP: markup, and one that the field treats differently, or any other. All values
     * have their turn in some field.
     */
    Set<NastyValue> overHttp(int turn) {
        var others = others(value -> refused.contains(value) != refused.contains(NastyValue.MARKUP));
        var any = others.isEmpty() ? others(value -> value != NastyValue.MARKUP) : others;
        return Set.of(NastyValue.MARKUP, any.get(turn % any.size()));
    }

    private static List<NastyValue> others(Predicate<NastyValue> condition) {
        return Stream.of(NastyValue.values()).filter(condition).toList();
    }

    /** The same field of an object with this name. */
    public FieldRule under(String object) {
        return new FieldRule(object + "." + path, refused, optional, secret, twin.map(name -> object + "." + name));
    }
}
