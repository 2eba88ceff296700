package eu.parvis.http;

import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The id of an API request. It is in the header {@code X-Request-Id} of the answer, in a problem, and in the log line
 * of an internal error, so that a client and the operator can speak of the same request.
 */
final class RequestId {

    static final String HEADER = "X-Request-Id";

    /** UUIDs, ULIDs, Base64 and trace ids; nothing that could forge a log line. */
    private static final Pattern WELL_FORMED = Pattern.compile("[A-Za-z0-9._~:/+=-]{1,128}");

    private RequestId() {}

    /** The client's id if it is well formed, otherwise a new one. */
    static String of(HttpServerRequest request) {
        return Optional.ofNullable(request.getHeader(HEADER))
                .filter(id -> WELL_FORMED.matcher(id).matches())
                .orElseGet(() -> UUID.randomUUID().toString());
    }
}
