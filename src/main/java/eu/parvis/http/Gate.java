package eu.parvis.http;

import eu.parvis.bus.Failure;
import eu.parvis.config.Configuration;
import eu.parvis.config.Limit;
import eu.parvis.config.Network;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The first handler of every request: determines language and network address, checks limits and origin, and sets the
 * headers of every answer.
 */
final class Gate {

    private static final Limit REQUESTS = Limit.of("requestsPerMinute", Duration.ofMinutes(1));

    static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
            + "img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; "
            + "frame-ancestors 'none'; base-uri 'none'";

    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    /**
     * Longest address that is answered. Checked here and not by the parser, which forgets the address, so that the
     * answer is a problem where it is the API's.
     */
    private static final int MOST_OF_AN_ADDRESS = 8 * 1024;

    private final Limits limits;
    private final Duration bodyTimeout;
    private final MultiMap everyAnswer;
    private final String origin;
    private final List<Network> proxies;

    Gate(Configuration configuration, Limits limits) {
        this.limits = limits;
        this.bodyTimeout = configuration.http().bodyTimeout();
        this.everyAnswer = everyAnswer(configuration.http());
        this.origin = configuration.http().origin();
        this.proxies = configuration.http().trustedProxies().stream()
                .map(Network::parse)
                .toList();
    }

    void pass(RoutingContext rc) {
        var request = rc.request();
        var api = Visit.isApi(path(rc));
        var address = address(request);
        var requestId = api ? Optional.of(RequestId.of(request)) : Optional.<String>empty();
        new Visit(Languages.of(request), address, api, requestId, request.getHeader("X-Background") != null).begin(rc);
        rc.response().headers().setAll(everyAnswer);
        requestId.ifPresent(id -> rc.response().putHeader(RequestId.HEADER, id));
        if (request.uri().length() > MOST_OF_AN_ADDRESS) {
            throw new HttpException(414);
        }
        if (announcesBody(request)) {
            rc.addEndHandler(answered -> closeIfStillSending(rc));
        }
        limits.spend(REQUESTS, address);
        if (request.headers().getAll(HttpHeaders.AUTHORIZATION).size() > 1) {
            throw Failure.of(Failure.Kind.INVALID, "problem.authorizationTwice");
        }
        if (!api && !isSafe(request)) {
            refuseOtherSites(request);
        }
        rc.next();
    }

    /** Whether the request changes nothing (RFC 9110, 9.2.1). */
    static boolean isSafe(HttpServerRequest request) {
        return SAFE.contains(request.method());
    }

    private static boolean announcesBody(HttpServerRequest request) {
        return request.headers().contains(HttpHeaders.CONTENT_LENGTH)
                || request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
    }

    /**
     * Closes the connection of a client that is still sending its body some time after the answer; otherwise the client
     * could hold the connection for ever.
     */
    private void closeIfStillSending(RoutingContext rc) {
        var request = rc.request();
        if (!request.isEnded()) {
            rc.vertx().setTimer(bodyTimeout.toMillis(), id -> {
                if (!request.isEnded()) {
                    request.connection().close();
                }
            });
        }
    }

    /**
     * Returns the path as the router reads it. Rejects an invalid percent encoding, which would fail later in each
     * place that decodes it.
     */
    private static String path(RoutingContext rc) {
        try {
            var query = rc.request().query();
            if (query != null && query.indexOf('%') >= 0) {
                QueryStringDecoder.decodeComponent(query);
            }
            return rc.normalizedPath();
        } catch (IllegalArgumentException e) {
            throw new HttpException(400, e);
        }
    }

    /** The headers of every answer. They are immutable, so answers share them until they add another one. */
    static MultiMap everyAnswer(Configuration.Http settings) {
        var headers = HttpHeaders.headers()
                .set("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                .set("X-Content-Type-Options", "nosniff")
                .set("X-Frame-Options", "DENY")
                .set("Referrer-Policy", "same-origin")
                .set("Cross-Origin-Opener-Policy", "same-origin")
                .set("Cross-Origin-Resource-Policy", "same-origin");
        if (settings.secure()) {
            headers.set("Strict-Transport-Security", "max-age=63072000; includeSubDomains");
        }
        return headers.copy(false);
    }

    /**
     * Rejects a form that another site has sent (cross-site request forgery). Browsers name the site in {@code
     * Sec-Fetch-Site}, older ones in {@code Origin}. This is checked also without a cookie, for the sign-in form. A
     * request with neither header and no cookie does not come from a browser and is accepted.
     */
    private void refuseOtherSites(HttpServerRequest request) {
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

    /**
     * Returns the nearest address that is not a trusted proxy, so that a client cannot choose its address by sending
     * the header itself.
     */
    private String address(HttpServerRequest request) {
        var address =
                request.remoteAddress() == null ? "" : request.remoteAddress().hostAddress();
        if (address == null || !isProxy(address)) {
            return address == null ? "" : address;
        }
        var forwarded =
                String.join(",", request.headers().getAll("X-Forwarded-For")).split(",", -1);
        for (var i = forwarded.length - 1; i >= 0 && isProxy(address); i--) {
            var hop = withoutPort(forwarded[i].strip());
            address = hop.isEmpty() ? address : hop;
        }
        return address;
    }

    private boolean isProxy(String address) {
        return proxies.stream().anyMatch(network -> network.contains(address));
    }

    /** Some proxies add the port, which differs between connections: {@code 192.0.2.1:4711}, {@code [::1]:4711}. */
    private static String withoutPort(String hop) {
        if (hop.startsWith("[")) {
            return hop.replaceFirst("^\\[([^]]*)].*$", "$1");
        }
        return hop.indexOf(':') == hop.lastIndexOf(':') ? hop.replaceFirst(":.*$", "") : hop;
    }
}
