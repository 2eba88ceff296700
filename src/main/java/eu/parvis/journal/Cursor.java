package eu.parvis.journal;

import eu.parvis.bus.Failure;
import eu.parvis.bus.FieldError;
import eu.parvis.crypto.Secret;
import eu.parvis.crypto.SecretBox;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/**
 * A place in two lists that are read together: everything before it is older. Readers get it encrypted, because the ids
 * of the journal tell how much happens at the portal.
 *
 * @param entry the journal entries with a smaller id are older
 * @param mailAt the mails before this time are older, and those of this time with a smaller id
 */
record Cursor(long entry, Instant mailAt, UUID mail) {

    static final Cursor NEWEST = new Cursor(
            Long.MAX_VALUE,
            Instant.parse("9999-12-31T00:00:00Z"),
            UUID.fromString("ffffffff-ffff-ffff-ffff-ffffffffffff"));

    private static final String SEPARATOR = " ";

    Cursor afterEntry(long id) {
        return new Cursor(id, mailAt, mail);
    }

    Cursor afterMail(Instant at, UUID id) {
        return new Cursor(entry, at, id);
    }

    String seal(SecretBox box, UUID reader) {
        var text = String.join(SEPARATOR, String.valueOf(entry), mailAt.toString(), mail.toString());
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(box.seal(new Secret(text), context(reader)).getBytes());
    }

    /** Fails with {@code INVALID} if it is not a cursor of this reader. */
    static Cursor open(String text, SecretBox box, UUID reader) {
        try {
            var bytes = Buffer.buffer(Base64.getUrlDecoder().decode(text));
            var parts = box.open(bytes, context(reader)).text().split(SEPARATOR, -1);
            return new Cursor(Long.parseLong(parts[0]), Instant.parse(parts[1]), UUID.fromString(parts[2]));
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw Failure.invalid(FieldError.of("before", "error.cursor"));
        }
    }

    private static String context(UUID reader) {
        return "journal.cursor:" + reader;
    }
}
