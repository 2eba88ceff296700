package eu.parvis.validation;

import eu.parvis.catalogue.CheckedThing;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/**
 * Something that the authority has checked.
 *
 * @param subject the organisation, domain or address that was checked; name and address of a person
 * @param evidence a reference to a document or register extract; empty: the check face to face of the request
 * @param checkedOn day of {@code brand.timeZone}
 * @param request for which it was checked, with its number
 * @param recordedBy name of the operator
 * @param withdrawal why it counts no more
 */
public record Validation(
        UUID id,
        CheckedThing thing,
        String subject,
        ValidationMethod method,
        Optional<String> evidence,
        LocalDate checkedOn,
        UUID request,
        int number,
        String recordedBy,
        Instant recordedAt,
        Optional<Withdrawal> withdrawal) {

    /**
     * A wrong entry was taken back.
     *
     * @param reason empty: another check face to face of the same request has replaced it
     */
    public record Withdrawal(String by, Instant at, Optional<String> reason) {}

    /** Whether it is the check face to face of its request, which has a record of its own. */
    boolean isMet() {
        return method == ValidationMethod.FACE_TO_FACE && evidence.isEmpty();
    }

    public boolean counts() {
        return withdrawal.isEmpty();
    }
}
