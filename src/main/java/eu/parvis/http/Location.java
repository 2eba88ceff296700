package eu.parvis.http;

import eu.parvis.contact.Language;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;

/**
 * Where the visitor is, to lead back there.
 *
 * @param path of this portal, whatever was asked for: browsers read {@code //host} and {@code /\host} as another host
 * @param query without the choice of a language; empty after a form was sent, which cannot be asked for again
 */
record Location(String path, String query) {

    private static final String LANGUAGE = "lang";

    Location(String path) {
        this(path, "");
    }

    static Location of(HttpServerRequest request) {
        var asked = HttpMethod.GET.equals(request.method()) ? request.query() : null;
        return new Location(
                "/" + request.path().replaceFirst("^[/\\\\]+", ""), asked == null ? "" : withoutLanguage(asked));
    }

    private static String withoutLanguage(String query) {
        return query.replaceAll("(^|&)" + LANGUAGE + "=[^&]*", "").replaceFirst("^&", "");
    }

    String link() {
        return query.isEmpty() ? path : path + "?" + query;
    }

    /** The same in another language, see {@link SiteRouter}. */
    String link(Language language) {
        return path + "?" + (query.isEmpty() ? "" : query + "&") + LANGUAGE + "=" + language.code();
    }
}
