package eu.parvis.desk;

import eu.parvis.bus.Failure;
import eu.parvis.bus.FieldError;
import eu.parvis.desk.DeskApi.QueueLine;
import eu.parvis.request.RequestState;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/**
 * A place in the queue, and in the list of all requests by number.
 *
 * @param later whether the line is behind those in review
 */
record QueueCursor(boolean later, Instant since, UUID id, int number) {

    static final QueueCursor START =
            new QueueCursor(false, Instant.parse("0001-01-01T00:00:00Z"), new UUID(0, 0), Integer.MAX_VALUE);

    private static final String SEPARATOR = " ";

    static QueueCursor after(QueueLine line) {
        return new QueueCursor(line.state() != RequestState.IN_REVIEW, line.since(), line.id(), line.number());
    }

    String text() {
        var plain =
                String.join(SEPARATOR, String.valueOf(later), since.toString(), id.toString(), String.valueOf(number));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    /** Fails with {@code INVALID} at {@code after}. */
    static QueueCursor parse(String text) {
        try {
            var parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(SEPARATOR, -1);
            return new QueueCursor(
                    Boolean.parseBoolean(parts[0]),
                    Instant.parse(parts[1]),
                    UUID.fromString(parts[2]),
                    Integer.parseInt(parts[3]));
        } catch (DateTimeException | IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw Failure.invalid(FieldError.of("after", "error.cursor"));
        }
    }
}
