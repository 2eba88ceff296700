package eu.parvis.request;

import eu.parvis.bus.Address;
import eu.parvis.bus.Message;
import eu.parvis.bus.MessageName;
import java.util.UUID;

/**
 * The supporting documents of a request. Who sees a request may hand them in and read them again.
 *
 * <p>Failures: {@code NOT_FOUND} for a request that the person may not see, and for a kind that the request does not ask
 * for.
 */
public final class SupportingDocumentApi {

    /** The longest that the documents of one request may be together, in bytes. */
    public static final long MOST_TOGETHER = 50L * 1024 * 1024;

    /**
     * Asked before the bytes are received. {@code CONFLICT request.documentsClosed} once the desk checks the request;
     * {@code CONFLICT request.documentAccepted} for one that the desk has accepted.
     */
    public static final Address<MayHandIn, Message.Done> MAY_HAND_IN = Address.of(
                    "request.may-hand-in", MayHandIn.class, Message.Done.class)
            .asQuestion();

    /**
     * Adds a document, and replaces only the former one of its kind. The same bytes again change nothing. Fails as {@link
     * #MAY_HAND_IN}, and with {@code INVALID error.document.together} at {@code document}.
     */
    public static final Address<HandIn, HandedIn> HAND_IN = Address.of("request.hand-in", HandIn.class, HandedIn.class);

    /** The document of a kind that counts; {@code NOT_FOUND} without one. */
    public static final Address<FindDocument, HandedIn> FIND = Address.of(
                    "request.find-document", FindDocument.class, HandedIn.class)
            .asQuestion();

    private SupportingDocumentApi() {}

    /**
     * May this document be handed in?
     *
     * @param kind code of the catalogue
     */
    @MessageName("request.may-hand-in")
    public record MayHandIn(Requester by, UUID request, String kind) implements Message {}

    /**
     * Hands in a document.
     *
     * @param document id of a whole document of {@link eu.parvis.document}
     */
    @MessageName("request.hand-in")
    public record HandIn(Requester by, UUID request, String kind, String fileName, UUID document) implements Message {}

    @MessageName("request.find-document")
    public record FindDocument(Requester by, UUID request, String kind) implements Message {}

    /**
     * A document, and the state of its request now.
     *
     * @param number of the request
     */
    @MessageName("request.handed-in")
    public record HandedIn(SupportingDocument document, int number, RequestState state) implements Message {}
}
