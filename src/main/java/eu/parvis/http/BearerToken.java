package eu.parvis.http;

import eu.parvis.bus.Failure;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** Reads the token of an {@code Authorization: Bearer} header (RFC 6750). */
public final class BearerToken {

    private static final String SCHEME = "Bearer ";

    private BearerToken() {}

    public static Optional<String> of(RoutingContext rc) {
        return of(rc.request().getHeader(HttpHeaders.AUTHORIZATION));
    }

    static Optional<String> of(String authorization) {
        return Optional.ofNullable(authorization)
                .filter(header -> header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(header -> header.substring(SCHEME.length()).strip());
    }

    /** Fails with {@code UNAUTHENTICATED} if there is none. */
    public static String required(RoutingContext rc) {
        return of(rc).orElseThrow(() -> Failure.of(Failure.Kind.UNAUTHENTICATED, "problem.unauthenticated"));
    }
}
