package eu.parvis.http;

import eu.parvis.values.Language;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.Optional;

/**
 * Where the visitor is, to lead back there: the page that they see, which is the one that a form was on where one was
 * sent.
 *
 * @param path of this portal, whatever was asked for: browsers read {@code //host} and {@code /\host} as another host
 * @param query without the choice of a language
 */
public record Location(String path, String query) {

    private static final String LANGUAGE = "lang";

    Location(String path) {
        this(path, "");
    }

    public static Location of(HttpServerRequest request) {
        return HttpMethod.GET.equals(request.method())
                ? of(request.path(), request.query())
                : referer(request)
                        .map(page -> of(page.getRawPath(), page.getRawQuery()))
                        .orElseGet(() -> of(request.path(), null));
    }

    private static Location of(String path, String query) {
        return new Location("/" + path.replaceFirst("^[/\\\\]+", ""), query == null ? "" : withoutLanguage(query));
    }

    /** The page of ours that the browser names; it always does, see {@link Gate}. */
    private static Optional<URI> referer(HttpServerRequest request) {
        try {
            return Optional.ofNullable(request.getHeader(HttpHeaders.REFERER))
                    .map(URI::create)
                    .filter(page -> page.getRawPath() != null && isOurs(page, request));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean isOurs(URI page, HttpServerRequest request) {
        var here = request.authority();
        return here != null && here.host().equalsIgnoreCase(page.getHost()) && here.port() == page.getPort();
    }

    private static String withoutLanguage(String query) {
        return query.replaceAll("(^|&)" + LANGUAGE + "=[^&]*", "").replaceFirst("^&", "");
    }

    public String link() {
        return query.isEmpty() ? path : path + "?" + query;
    }

    /** The same in another language, see {@link SiteRouter}. */
    String link(Language language) {
        return path + "?" + (query.isEmpty() ? "" : query + "&") + LANGUAGE + "=" + language.code();
    }
}
