package eu.parvis.validation;

import eu.parvis.catalogue.CheckedThing;
import java.time.LocalDate;
import java.util.Optional;

/**
 * What an operator has checked.
 *
 * @param domain in small letters: the name of the server, or a domain above it; empty for other things
 * @param evidence as in {@link Validation}
 */
public record Check(
        CheckedThing thing,
        Optional<String> domain,
        ValidationMethod method,
        Optional<String> evidence,
        LocalDate checkedOn) {}
