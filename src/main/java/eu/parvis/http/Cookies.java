package eu.parvis.http;

import eu.parvis.config.Configuration;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;

/**
 * The portal's cookies: for this host and path only, unreadable for scripts, sent by our own pages only. Over https
 * their names carry {@code __Host-}, which browsers hold to that; only a sandbox on this machine goes without.
 */
public final class Cookies {

    private final boolean secure;

    public Cookies(Configuration.Http settings) {
        this.secure = settings.secure();
    }

    public Optional<String> read(RoutingContext rc, String name) {
        return Optional.ofNullable(rc.request().getCookie(fullName(name))).map(Cookie::getValue);
    }

    /** Until the browser is closed. */
    public void set(RoutingContext rc, String name, String value) {
        rc.response().addCookie(cookie(name, value));
    }

    public void set(RoutingContext rc, String name, String value, Duration life) {
        rc.response().addCookie(cookie(name, value).setMaxAge(life.toSeconds()));
    }

    public void clear(RoutingContext rc, String name) {
        rc.response().addCookie(cookie(name, "").setMaxAge(0));
    }

    private Cookie cookie(String name, String value) {
        // Lax, not strict: who follows the link of one of our mails is still signed in.
        return Cookie.cookie(fullName(name), value)
                .setPath("/")
                .setHttpOnly(true)
                .setSecure(secure)
                .setSameSite(CookieSameSite.LAX);
    }

    private String fullName(String name) {
        return secure ? "__Host-" + name : name;
    }
}
