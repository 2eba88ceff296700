package eu.parvis.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/**
 * Files that people sent, shown in a frame of a page. Each answer puts itself into a CSP sandbox: it has an origin of its
 * own, reads no cookie, and runs no script.
 */
public final class FramedFile {

    private static final String SANDBOX =
            "sandbox; default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; " + "frame-ancestors 'self'";

    private static final String PICTURE = """
            <!DOCTYPE html>
            <html><head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>%1$s</title>
            <style>body { margin: 0 } img { display: block; margin: auto; max-width: 100%% }</style></head>
            <body><img src="%2$s" alt="%1$s"></body></html>
            """;

    private FramedFile() {}

    /** Allows the page of this answer to show frames of this site. */
    public static void allowFrames(RoutingContext rc) {
        rc.response().putHeader("Content-Security-Policy", Gate.CONTENT_SECURITY_POLICY + "; frame-src 'self'");
    }

    /**
     * Sets the headers of a file that the browser shows in a frame.
     *
     * @param size in bytes
     */
    public static HttpServerResponse begin(HttpServerResponse response, String type, String name, int size) {
        return sandboxed(response, type)
                .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(size))
                .putHeader("Content-Disposition", Attachment.disposition("inline", name));
    }

    /**
     * Sets the headers of a picture in a page of {@link #picturePage}. The page has no origin, so for the browser the
     * picture is one of another site.
     */
    public static HttpServerResponse beginPicture(HttpServerResponse response, String type, String name, int size) {
        return begin(response, type, name, size).putHeader("Cross-Origin-Resource-Policy", "cross-origin");
    }

    /** A page with nothing but a picture, because browsers do not fit a picture without a page into a frame. */
    public static String picturePage(HttpServerResponse response, String name, String address) {
        sandboxed(response, "text/html; charset=utf-8")
                .putHeader("Content-Disposition", Attachment.disposition("inline", name));
        return PICTURE.formatted(escaped(name), escaped(address));
    }

    private static HttpServerResponse sandboxed(HttpServerResponse response, String type) {
        return response.putHeader(HttpHeaders.CONTENT_TYPE, type)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader("Content-Security-Policy", SANDBOX)
                .putHeader("X-Frame-Options", "SAMEORIGIN");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
