package eu.parvis.validation;

import eu.parvis.bus.Failure;
import eu.parvis.bus.FieldError;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Base64;
import java.util.UUID;

/** A place in the calendar: the line that was shown last. */
record CalendarCursor(LocalDate until, UUID id, int policy) {

    static final CalendarCursor START = new CalendarCursor(LocalDate.of(1, 1, 1), new UUID(0, 0), -1);

    private static final String SEPARATOR = " ";

    String text() {
        var plain = String.join(SEPARATOR, until.toString(), id.toString(), Integer.toString(policy));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    /** Fails with {@code INVALID} at {@code after}. */
    static CalendarCursor parse(String text) {
        try {
            var parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(SEPARATOR, -1);
            return new CalendarCursor(LocalDate.parse(parts[0]), UUID.fromString(parts[1]), Integer.parseInt(parts[2]));
        } catch (DateTimeException | IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw Failure.invalid(FieldError.of("after", "error.cursor"));
        }
    }
}
