package eu.parvis.http;

import eu.parvis.bus.Failure;
import eu.parvis.bus.Failure.Kind;
import io.vertx.core.http.HttpServerRequest;
import java.util.regex.Pattern;

/**
 * Reads the header {@code Idempotency-Key}. The draft defines it as a quoted string (RFC 9651, 3.3.3), and most clients
 * send it without quotes: {@code "abc"} and {@code abc} are the same key.
 */
final class IdempotencyKey {

    static final String HEADER = "Idempotency-Key";

    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");
    private static final Pattern QUOTED = Pattern.compile("\"((?:[\\x20\\x21\\x23-\\x5b\\x5d-\\x7e]|\\\\[\"\\\\])*)\"");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(.)");

    private IdempotencyKey() {}

    /** Fails with {@code INVALID} if there is not exactly one usable key. */
    static String of(HttpServerRequest request) {
        var keys = request.headers().getAll(HEADER);
        if (keys.size() != 1) {
            throw Failure.of(Kind.INVALID, "idempotency.missing");
        }
        var key = keys.get(0).startsWith("\"") ? unquoted(keys.get(0)) : keys.get(0);
        if (!KEY.matcher(key).matches()) {
            throw Failure.of(Kind.INVALID, "idempotency.malformed");
        }
        return key;
    }

    /** Empty, and therefore malformed, if it is no quoted string. */
    private static String unquoted(String text) {
        var quoted = QUOTED.matcher(text);
        return quoted.matches() ? ESCAPE.matcher(quoted.group(1)).replaceAll("$1") : "";
    }
}
