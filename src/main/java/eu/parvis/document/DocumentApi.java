package eu.parvis.document;

import eu.parvis.bus.Address;
import eu.parvis.bus.Message;
import eu.parvis.bus.MessageName;
import java.util.UUID;

/** Receives a document in chunks, so that each message is small and answered in time, and sends it in the same chunks. */
public final class DocumentApi {

    /** Length of all chunks but the last. */
    public static final int CHUNK = 128 * 1024;

    /** The longest document, in bytes. */
    public static final int MOST = 10 * 1024 * 1024;

    public static final Address<Begin, Begun> BEGIN = Address.of("document.begin", Begin.class, Begun.class);

    /** {@code NOT_FOUND} if the upload was discarded. */
    public static final Address<Append, Message.Done> APPEND =
            Address.of("document.append", Append.class, Message.Done.class);

    /**
     * Scans the document and makes it whole. It is deleted again unless {@link DocumentStore#keep} is called within an
     * hour. {@code INVALID error.document.infected}; {@code NOT_FOUND} if chunks are missing.
     */
    public static final Address<Finish, StoredDocument> FINISH =
            Address.of("document.finish", Finish.class, StoredDocument.class);

    /** Deletes an upload that did not become whole. */
    public static final Address<Discard, Message.Done> DISCARD =
            Address.of("document.discard", Discard.class, Message.Done.class);

    /** {@code NOT_FOUND} if there is no such chunk. */
    public static final Address<Read, Chunk> READ =
            Address.of("document.read", Read.class, Chunk.class).asQuestion();

    /** A link that opens a document for a minute, for everybody who has it. */
    public static final Address<Sign, Signed> SIGN =
            Address.of("document.sign", Sign.class, Signed.class).asQuestion();

    /** {@code NOT_FOUND} for a link that is not ours or too old. */
    public static final Address<Open, Opened> OPEN =
            Address.of("document.open", Open.class, Opened.class).asQuestion();

    private DocumentApi() {}

    /** What a link is for. A link for one use does not open for the other. */
    public enum Use {
        SAVE,
        SHOW
    }

    static int chunks(int size) {
        return (size + CHUNK - 1) / CHUNK;
    }

    @MessageName("document.begin")
    public record Begin() implements Message {}

    @MessageName("document.begun")
    public record Begun(UUID id) implements Message {}

    @MessageName("document.append")
    public record Append(UUID id, int position, Bytes bytes) implements Message {}

    @MessageName("document.finish")
    public record Finish(UUID id, String mediaType, int size, String sha256) implements Message {}

    @MessageName("document.discard")
    public record Discard(UUID id) implements Message {}

    @MessageName("document.read")
    public record Read(UUID id, int position) implements Message {}

    @MessageName("document.chunk")
    public record Chunk(Bytes bytes) implements Message {}

    @MessageName("document.sign")
    public record Sign(UUID id, String fileName, Use use) implements Message {}

    @MessageName("document.signed")
    public record Signed(String link) implements Message {}

    @MessageName("document.open")
    public record Open(String link, Use use) implements Message {}

    @MessageName("document.opened")
    public record Opened(StoredDocument document, String fileName) implements Message {}
}
