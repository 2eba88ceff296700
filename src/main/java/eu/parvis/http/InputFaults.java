package eu.parvis.http;

import eu.parvis.bus.Failure;
import eu.parvis.bus.FieldError;
import java.util.ArrayList;
import java.util.List;

/** The errors in the fields of one input, including those in its objects and rows. */
final class InputFaults {

    /** Limits the length of the answer, which would otherwise be longer than the request. */
    private static final int MOST_UNKNOWN = 20;

    private static final int MOST_OF_A_NAME = 80;
    private static final String UNKNOWN = "error.unknown";

    private final List<FieldError> errors = new ArrayList<>();

    void add(FieldError error) {
        errors.add(error);
    }

    /** Adds an error for an unread member of the object at this path. Shortens a long name. */
    void addUnknown(String path, String name) {
        var beginning = name.length() <= MOST_OF_A_NAME ? name : name.substring(0, MOST_OF_A_NAME) + "…";
        errors.add(FieldError.of(InputTree.path(path, beginning), UNKNOWN));
    }

    boolean enoughUnknown() {
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
