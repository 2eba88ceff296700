package eu.parvis.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.Optional;
import java.util.regex.Pattern;

/** Files that people send and get back, and their names in {@code Content-Disposition} (RFC 6266). */
public final class Attachment {

    /** A file that people sent may contain anything; no browser may run it or show it in this site. */
    private static final String SANDBOX = "sandbox; default-src 'none'";

    private static final Pattern ENCODED =
            Pattern.compile(";\\s*filename\\*\\s*=\\s*utf-8'[^']*'([^;\\s]+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern QUOTED =
            Pattern.compile(";\\s*filename\\s*=\\s*\"((?:[^\"\\\\]|\\\\.)*)\"", Pattern.CASE_INSENSITIVE);
    private static final Pattern BARE = Pattern.compile(";\\s*filename\\s*=\\s*([^;\"\\s]+)", Pattern.CASE_INSENSITIVE);

    private Attachment() {}

    /**
     * Sets the headers of a file that the browser saves.
     *
     * @param size in bytes
     */
    public static HttpServerResponse begin(HttpServerResponse response, String type, String name, int size) {
        return response.putHeader(HttpHeaders.CONTENT_TYPE, type)
                .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(size))
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader("Content-Security-Policy", SANDBOX)
                .putHeader("Content-Disposition", disposition("attachment", name));
    }

    static String disposition(String type, String name) {
        var plain = name.replaceAll("[^A-Za-z0-9 ._-]", "_");
        var encoded = URLEncoder.encode(name, UTF_8).replace("+", "%20").replace("*", "%2A");
        return type + "; filename=\"" + plain + "\"; filename*=UTF-8''" + encoded;
    }

    /** The name of a sent file; empty if it has none. It may contain anything and is never a path. */
    public static Optional<String> name(String disposition) {
        if (disposition == null) {
            return Optional.empty();
        }
        var encoded = ENCODED.matcher(disposition);
        if (encoded.find()) {
            return decoded(encoded.group(1));
        }
        var quoted = QUOTED.matcher(disposition);
        if (quoted.find()) {
            return Optional.of(quoted.group(1).replaceAll("\\\\(.)", "$1"));
        }
        var bare = BARE.matcher(disposition);
        return bare.find() ? Optional.of(bare.group(1)) : Optional.empty();
    }

    private static Optional<String> decoded(String text) {
        try {
            return Optional.of(URLDecoder.decode(text.replace("+", "%2B"), UTF_8));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
