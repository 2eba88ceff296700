package eu.parvis.http;

import eu.parvis.bus.Failure;
import eu.parvis.config.Configuration;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Set;

/** What every request passes before any route: who asks, may they, and the headers of every answer. */
final class Gate {

    static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
            + "img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; "
            + "frame-ancestors 'none'; base-uri 'none'";

    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final int requestsPerMinute;
    private final Limits limits;
    private final MultiMap everyAnswer;
    private final String origin;
    private final Set<String> proxies;

    Gate(Configuration configuration, Limits limits) {
        this.requestsPerMinute = configuration.limits().requestsPerMinute();
        this.limits = limits;
        this.everyAnswer = everyAnswer(configuration.http().secure());
        this.origin = configuration.http().origin();
        this.proxies = Set.copyOf(configuration.http().trustedProxies());
    }

    void pass(RoutingContext rc) {
        var request = rc.request();
        var api = request.path().startsWith("/api/v1");
        var address = address(request);
        new Visit(Languages.of(request), address, api, request.getHeader("X-Background") != null).begin(rc);
        rc.response().headers().addAll(everyAnswer);
        limits.spend("request", address, requestsPerMinute, MINUTE);
        if (!api && !SAFE.contains(request.method())) {
            refuseForeign(request);
        }
        rc.next();
    }

    private static MultiMap everyAnswer(boolean secure) {
        var headers = HttpHeaders.headers();
        set(headers, "Content-Security-Policy", CONTENT_SECURITY_POLICY);
        set(headers, "X-Content-Type-Options", "nosniff");
        set(headers, "X-Frame-Options", "DENY");
        set(headers, "Referrer-Policy", "same-origin");
        set(headers, "Cross-Origin-Opener-Policy", "same-origin");
        set(headers, "Cross-Origin-Resource-Policy", "same-origin");
        if (secure) {
            set(headers, "Strict-Transport-Security", "max-age=63072000; includeSubDomains");
        }
        return headers;
    }

    /** As bytes, which are copied into an answer faster than letters are. */
    private static void set(MultiMap headers, String name, String value) {
        headers.set(HttpHeaders.createOptimized(name), HttpHeaders.createOptimized(value));
    }

    /**
     * A change asked for with a cookie must come from one of our own pages: the browser says so in
     * {@code Sec-Fetch-Site}, older ones in {@code Origin}. A browser that brings no cookie yet (sign-in) is held to it
     * too; only a client that is no browser at all has neither.
     */
    private void refuseForeign(HttpServerRequest request) {
        var site = request.getHeader("Sec-Fetch-Site");
        var from = request.getHeader(HttpHeaders.ORIGIN);
        var own = site != null ? site.equals("same-origin") : from != null ? from.equals(origin) : !hasCookie(request);
        if (!own) {
            throw Failure.of(Failure.Kind.FORBIDDEN, "problem.foreign");
        }
    }

    private static boolean hasCookie(HttpServerRequest request) {
        return request.headers().contains(HttpHeaders.COOKIE);
    }

    /** The nearest address that is not one of our own proxies; what a stranger wrote into the header never counts. */
    private String address(HttpServerRequest request) {
        var address =
                request.remoteAddress() == null ? "" : request.remoteAddress().hostAddress();
        if (address == null || !proxies.contains(address)) {
            return address == null ? "" : address;
        }
        var forwarded =
                String.join(",", request.headers().getAll("X-Forwarded-For")).split(",", -1);
        for (var i = forwarded.length - 1; i >= 0 && proxies.contains(address); i--) {
            var hop = forwarded[i].strip();
            address = hop.isEmpty() ? address : hop;
        }
        return address;
    }
}
