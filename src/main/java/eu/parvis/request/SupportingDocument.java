package eu.parvis.request;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A document handed in for a request.
 *
 * @param kind code of the catalogue
 * @param fileName as the visitor's device named it; only shown, never a path
 * @param mediaType found in the content
 * @param size in bytes
 * @param sha256 in hexadecimal digits
 */
public record SupportingDocument(
        UUID id,
        UUID request,
        String kind,
        State state,
        String fileName,
        String mediaType,
        int size,
        String sha256,
        Scan scan,
        UUID uploadedBy,
        Instant uploadedAt,
        Optional<UUID> decidedBy,
        Optional<Instant> decidedAt,
        Optional<Refusal> refusal) {

    public enum State {
        RECEIVED,
        ACCEPTED,
        REFUSED,
        /** A newer document of the same kind counts. */
        REPLACED
    }

    public enum Scan {
        /** No scanner looked at it. Never taken for clean. */
        NOT_SCANNED,
        CLEAN
    }
}
