package eu.parvis.customers;

import eu.parvis.bus.Failure;
import eu.parvis.bus.FieldError;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/** A place in a list that is sorted by time of creation. */
record PendingCursor(Instant createdAt, UUID id) {

    static final PendingCursor START = new PendingCursor(Instant.parse("0001-01-01T00:00:00Z"), new UUID(0, 0));

    String text() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((createdAt + " " + id).getBytes(StandardCharsets.UTF_8));
    }

    /** Fails with {@code INVALID} at {@code after}. */
    static PendingCursor parse(String text) {
        try {
            var parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(" ", -1);
            return new PendingCursor(Instant.parse(parts[0]), UUID.fromString(parts[1]));
        } catch (DateTimeException | IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw Failure.invalid(FieldError.of("after", "error.cursor"));
        }
    }
}
