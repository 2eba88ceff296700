package eu.parvis.http;

import eu.parvis.crypto.Shown;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The entity tags of the API: quoted hashes of what an answer shows (RFC 9110, 8.8.3 and 13.1.1). */
public final class EntityTags {

    private static final Pattern TAG = Pattern.compile("(W/)?\"([^\"]*)\"");

    private EntityTags() {}

    public static void put(RoutingContext rc, String hash) {
        rc.response().putHeader(HttpHeaders.ETAG, '"' + hash + '"');
    }

    /**
     * What the caller has seen, by the header {@code If-Match}. Empty without it and for {@code *}, which any object
     * that exists fulfils. A weak tag matches nothing.
     */
    public static Optional<Shown> ifMatch(RoutingContext rc) {
        return condition(rc.request().headers().getAll(HttpHeaders.IF_MATCH));
    }

    static Optional<Shown> condition(List<String> values) {
        if (values.isEmpty() || values.equals(List.of("*"))) {
            return Optional.empty();
        }
        return Optional.of(new Shown(TAG.matcher(String.join(",", values))
                .results()
                .filter(tag -> tag.group(1) == null)
                .map(tag -> tag.group(2))
                .toList()));
    }
}
