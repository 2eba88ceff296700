package eu.parvis.validation;

import eu.parvis.catalogue.CheckedThing;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A thing that must be checked before a request is accepted.
 *
 * @param subject what the request names; the checked domain may be above it
 * @param validation the one that can be reused the longest; empty if none counts
 * @param until the last day of its reuse for the product of the request
 * @param valid whether it may be used today
 * @param met whether a check face to face may be used today, even if another validation lasts longer
 * @param methods by which it can be checked today
 */
public record NeededValidation(
        CheckedThing thing,
        String subject,
        Optional<Validation> validation,
        Optional<LocalDate> until,
        boolean valid,
        boolean met,
        List<ValidationMethod> methods) {

    public NeededValidation {
        methods = List.copyOf(methods);
    }
}
