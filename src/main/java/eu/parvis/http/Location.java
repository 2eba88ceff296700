package eu.parvis.http;

import eu.parvis.values.Language;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.Optional;

/**
 * The page that the visitor sees, to return to it; for a submitted form, the page of the form.
 *
 * @param path always of this portal: browsers read {@code //host} and {@code /\host} as another host
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

    /** The referring page; browsers always send it because of the policy that {@link Gate} sets. */
    private static Optional<URI> referer(HttpServerRequest request) {
        try {
            return Optional.ofNullable(request.getHeader(HttpHeaders.REFERER))
                    .map(URI::create)
                    .filter(page -> page.getRawPath() != null && isOwnPage(page, request));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean isOwnPage(URI page, HttpServerRequest request) {
        var here = request.authority();
        return here != null && here.host().equalsIgnoreCase(page.getHost()) && here.port() == page.getPort();
    }

    private static String withoutLanguage(String query) {
        return query.replaceAll("(^|&)" + LANGUAGE + "=[^&]*", "").replaceFirst("^&", "");
    }

    public String link() {
        return query.isEmpty() ? path : path + "?" + query;
    }

    /** Link to this page in another language, see {@link SiteRouter}. */
    String link(Language language) {
        return path + "?" + (query.isEmpty() ? "" : query + "&") + LANGUAGE + "=" + language.code();
    }
}
