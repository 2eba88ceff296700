package eu.parvis.session;

import eu.parvis.crypto.Secret;
import eu.parvis.http.Cookies;
import eu.parvis.http.Site;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;

/** The mark of a browser in which a person has signed in before. It gives no access. */
public final class DeviceGuard {

    private static final String COOKIE = "device";
    private static final Duration YEAR = Duration.ofDays(365);

    private final Cookies cookies;

    public DeviceGuard(Site site) {
        this.cookies = site.cookies();
    }

    public Optional<Secret> mark(RoutingContext rc) {
        return cookies.read(rc, COOKIE).map(Secret::new);
    }

    public void remember(RoutingContext rc, Secret mark) {
        cookies.set(rc, COOKIE, mark.text(), YEAR);
    }
}
