package eu.parvis.http;

import eu.parvis.crypto.Secret;
import eu.parvis.crypto.Tokens;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The links of one kind that a browser has opened, such as mailed ones. Each has its token in a cookie of its own, so that
 * no history, log or other site gets it, and a short id in its address, so that tabs never use each other's link.
 */
public final class LinkGuard {

    private static final int ID_BYTES = 8;

    /** Another site can make a browser open links, so the number of cookies has a limit. */
    private static final int MOST = 8;

    /** A drawn or signed token; nothing else becomes a cookie. */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_.-]{1,128}");

    private final Site site;
    private final Cookies cookies;
    private final String prefix;
    private final Duration validity;

    /**
     * A link that this browser has opened.
     *
     * @param id not secret
     */
    public record OpenedLink(String id, Secret token) {}

    /**
     * The browser has sent no link: it blocks cookies, or the address is incomplete.
     *
     * @param ask the page that sends another link
     */
    @Template("signin/link-missing.html")
    private record MissingPage(String ask) implements PageModel {}

    /** The names of the cookies begin with this prefix, another one for each kind of link. */
    public LinkGuard(Site site, String prefix, Duration validity) {
        this.site = site;
        this.cookies = site.cookies();
        this.prefix = prefix;
        this.validity = validity;
    }

    /** Keeps the token of a mailed link for {@link #named}; empty if it is none. */
    public Optional<OpenedLink> open(RoutingContext rc, String token) {
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
    public Optional<OpenedLink> named(RoutingContext rc) {
        var id = rc.pathParam("id");
        return cookies.read(rc, prefix + id).map(token -> new OpenedLink(id, new Secret(token)));
    }

    /** Every link of this kind that the browser has sent. */
    public List<OpenedLink> all(RoutingContext rc) {
        return cookies.readAll(rc, prefix).entrySet().stream()
                .limit(MOST)
                .map(cookie -> new OpenedLink(cookie.getKey(), new Secret(cookie.getValue())))
                .toList();
    }

    /** Says that the browser has sent no link, and where to ask for another one. */
    public Future<Void> respondWithMissing(RoutingContext rc, String ask) {
        return site.pages().show(rc, 400, new MissingPage(ask));
    }
}
