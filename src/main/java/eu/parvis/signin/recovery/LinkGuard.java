package eu.parvis.signin.recovery;

import eu.parvis.crypto.Secret;
import eu.parvis.crypto.Tokens;
import eu.parvis.http.Cookies;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The recovery links that a browser has opened. Each has its token in a cookie of its own, so that no history, log or
 * other site gets it, and a short id in its address, so that tabs never use each other's link.
 */
final class LinkGuard {

    private static final String COOKIE = "recovery-";
    private static final int ID_BYTES = 8;

    /** Another site can make a browser open links, so the number of cookies has a limit. */
    private static final int MOST = 8;

    /** The form of a token of {@link Tokens}; nothing else becomes a cookie. */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{1,128}");

    private final Cookies cookies;
    private final Duration validity;

    /**
     * A link that this browser has opened.
     *
     * @param id not secret
     */
    record OpenedLink(String id, Secret token) {}

    LinkGuard(Cookies cookies, Duration validity) {
        this.cookies = cookies;
        this.validity = validity;
    }

    /** Keeps the token of a mailed link for {@link #named}; empty if it is none. */
    Optional<OpenedLink> open(RoutingContext rc, String token) {
        if (!TOKEN.matcher(token).matches()) {
            return Optional.empty();
        }
        var others = cookies.readAll(rc, COOKIE).keySet();
        if (others.size() >= MOST) {
            others.forEach(id -> cookies.clear(rc, COOKIE + id));
        }
        var link = new OpenedLink(id(token), new Secret(token));
        cookies.set(rc, COOKIE + link.id(), token, validity);
        return Optional.of(link);
    }

    /** A hash that differs from the stored one, in case the address is logged. */
    private static String id(String token) {
        return HexFormat.of().formatHex(Tokens.sha256("recovery link " + token).getBytes(0, ID_BYTES));
    }

    /** The link in the address; empty if the browser did not send its cookie. */
    Optional<OpenedLink> named(RoutingContext rc) {
        var id = rc.pathParam("id");
        return cookies.read(rc, COOKIE + id).map(token -> new OpenedLink(id, new Secret(token)));
    }
}
