package eu.parvis.document;

import eu.parvis.bus.Message;
import eu.parvis.bus.MessageName;
import java.util.UUID;

/**
 * A whole document.
 *
 * @param mediaType found in the content
 * @param size in bytes
 * @param sha256 in hexadecimal digits
 */
@MessageName("document.stored-document")
public record StoredDocument(UUID id, String mediaType, int size, String sha256, Scan scan) implements Message {

    /** Number of chunks of {@link DocumentApi#CHUNK} bytes; the last may be shorter. */
    public int chunks() {
        return DocumentApi.chunks(size);
    }

    /** A JPEG or PNG; else it is a PDF. */
    public boolean isPicture() {
        return mediaType.startsWith("image/");
    }
}
