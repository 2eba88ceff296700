package eu.parvis.http;

import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.PlatformHandler;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Declares the secret fields of a form. No page shows their values again.
 *
 * <p>Must be the first handler of the route, because the error page shows the form again if the guard after it fails.
 */
public final class SecretFields implements PlatformHandler {

    private static final String KEY = SecretFields.class.getName();
    private static final SecretFields NONE = new SecretFields(List.of());

    private final List<Pattern> paths;

    private SecretFields(List<Pattern> paths) {
        this.paths = paths;
    }

    /** Declares fields by their paths, such as {@code password}; {@code questions.*.answer} is a field of each row. */
    public static SecretFields of(String... paths) {
        return new SecretFields(Stream.of(paths).map(SecretFields::pattern).toList());
    }

    /** Returns the fields that the route of this request has declared. */
    static SecretFields of(RoutingContext rc) {
        return Objects.requireNonNullElse(rc.get(KEY), NONE);
    }

    /** Whether the form has secret fields. */
    static boolean areSent(RoutingContext rc) {
        return rc.request().formAttributes().names().stream().anyMatch(of(rc)::contains);
    }

    static SecretFields none() {
        return NONE;
    }

    /** Also matches fields below a secret one, although no route reads them. */
    private static Pattern pattern(String path) {
        var exact = path.replace(".", "\\.").replace("*", "[^.]*");
        return Pattern.compile(exact + "(\\..*)?", Pattern.CASE_INSENSITIVE);
    }

    @Override
    public void handle(RoutingContext rc) {
        rc.put(KEY, this);
        rc.next();
    }

    public boolean contains(String path) {
        return paths.stream().anyMatch(pattern -> pattern.matcher(path).matches());
    }
}
