package eu.parvis.http;

import eu.parvis.bus.Failure;
import eu.parvis.bus.FieldError;
import eu.parvis.bus.Malformed;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** The errors in the fields of one input, including those in its objects and rows. */
final class InputFaults {

    /** Limits the length of the answer, which would otherwise be longer than the request. */
    private static final int MOST_UNKNOWN = 20;

    static final String MISSING = "error.required";

    private static final int MOST_OF_A_NAME = 80;
    private static final String UNKNOWN = "error.unknown";

    private final List<FieldError> errors = new ArrayList<>();

    void add(FieldError error) {
        errors.add(error);
    }

    /** The error of a form field without a value: the one that {@code parse} throws for an empty text. */
    static FieldError ofNothing(String field, Function<String, ?> parse) {
        try {
            var unused = parse.apply("");
            return FieldError.of(field, MISSING);
        } catch (Malformed nothing) {
            return nothing.at(field);
        }
    }

    /** Adds an error for each member of the object at this path that was not read. */
    void addUnread(String path, Iterator<String> names, Set<String> read) {
        while (names.hasNext() && !enoughUnknown()) {
            var name = names.next();
            if (!read.contains(name)) {
                addUnknown(path, name);
            }
        }
    }

    /** Shortens a long name. */
    private void addUnknown(String path, String name) {
        var beginning = name.length() <= MOST_OF_A_NAME ? name : name.substring(0, MOST_OF_A_NAME) + "…";
        errors.add(FieldError.of(InputTree.path(path, beginning), UNKNOWN));
    }

    private boolean enoughUnknown() {
        return errors.stream().filter(error -> error.message().equals(UNKNOWN)).count() >= MOST_UNKNOWN;
    }

    int count() {
        return errors.size();
    }

    boolean none() {
        return errors.isEmpty();
    }

    void throwIfAny() {
        if (!none()) {
            throw Failure.invalid(errors);
        }
    }
}
