package eu.parvis.http;

import eu.parvis.config.Configuration;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The portal's cookies: limited to this host, HttpOnly and SameSite. Over https their names begin with {@code __Host-},
 * which makes browsers enforce this; only a sandbox on http omits the prefix.
 */
public final class Cookies {

    private final boolean secure;

    public Cookies(Configuration.Http settings) {
        this.secure = settings.secure();
    }

    public Optional<String> read(RoutingContext rc, String name) {
        return Optional.ofNullable(rc.request().getCookie(fullName(name))).map(Cookie::getValue);
    }

    /** The values of all cookies whose names begin like this, by the rest of the name. */
    public Map<String, String> readAll(RoutingContext rc, String start) {
        var full = fullName(start);
        var found = new TreeMap<String, String>();
        rc.request().cookies().stream()
                .filter(cookie -> cookie.getName().startsWith(full))
                .forEach(cookie -> found.put(cookie.getName().substring(full.length()), cookie.getValue()));
        return found;
    }

    /** Sets a cookie that lasts until the browser is closed. */
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
        // Lax instead of strict, so that a person who follows a link in a mail is still signed in.
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
