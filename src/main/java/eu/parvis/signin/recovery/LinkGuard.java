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
 * The mailed links of one kind that a browser has opened. Each has its token in a cookie of its own, so that no history, log or
 * other site gets it, and a short id in its address, so that tabs never use each other's link.
 */
final class LinkGuard {

    private static final int ID_BYTES = 8;

    /** Another site can make a browser open links, so the number of cookies has a limit. */
    private static final int MOST = 8;

    /** The form of a token of {@link Tokens}; nothing else becomes a cookie. */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{1,128}");

    private final Cookies cookies;
    private final String prefix;
    private final Duration validity;

    /**
     * A link that this browser has opened.
     *
     * @param id not secret
     */
    record OpenedLink(String id, Secret token) {}

    /** The names of the cookies begin with this prefix, another one for each kind of link. */
    LinkGuard(Cookies cookies, String prefix, Duration validity) {
        this.cookies = cookies;
        this.prefix = prefix;
        this.validity = validity;
    }

    /** Keeps the token of a mailed link for {@link #named}; empty if it is none. */
    Optional<OpenedLink> open(RoutingContext rc, String token) {
        if (!TOKEN.matcher(token).matches()) {
            return Optional.empty();
        }
        var others = cookies.readAll(rc, prefix).keySet();
        if (others.size() >= MOST) {
            others.forEach(id -> cookies.clear(rc, prefix + id));
        }
        var link = new OpenedLink(id(token), new Secret(token));
        cookies.set(rc, prefix + link.id(), token, validity);
        return Optional.of(link);
    }

    /** A hash that differs from the stored one, in case the address is logged. */
    private static String id(String token) {
        return HexFormat.of().formatHex(Tokens.sha256("recovery link " + token).getBytes(0, ID_BYTES));
    }

    /** The link in the address; empty if the browser did not send its cookie. */
    Optional<OpenedLink> named(RoutingContext rc) {
        var id = rc.pathParam("id");
        return cookies.read(rc, prefix + id).map(token -> new OpenedLink(id, new Secret(token)));
    }
}
