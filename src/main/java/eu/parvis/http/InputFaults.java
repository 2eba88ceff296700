package eu.parvis.http;

import eu.parvis.bus.Failure;
import eu.parvis.bus.FieldError;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with the fields of one input. The fields inside its objects and rows report here, too. */
final class InputFaults {

    /** More would make the answer longer than the request. */
    private static final int MOST_UNKNOWN = 20;

    private static final int MOST_OF_A_NAME = 80;
    private static final String UNKNOWN = "error.unknown";

    private final List<FieldError> errors = new ArrayList<>();

    void add(FieldError error) {
        errors.add(error);
    }

    /** A member of the object at this path that nobody reads; of a long name only the beginning is repeated. */
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
