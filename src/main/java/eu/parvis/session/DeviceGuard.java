package eu.parvis.session;

import eu.parvis.account.DeviceSettings;
import eu.parvis.crypto.Secret;
import eu.parvis.http.Cookies;
import eu.parvis.http.Site;
import eu.parvis.http.Visit;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** The mark of a browser, or the token of a program, in which a person has signed in before. It gives no access. */
public final class DeviceGuard {

    private static final String COOKIE = "device";
    private static final String HEADER = "Device-Token";

    /** Longer than any token of ours. */
    private static final int LONGEST = 200;

    private final Cookies cookies;
    private final DeviceSettings settings;

    public DeviceGuard(Site site) {
        this.cookies = site.cookies();
        this.settings = site.configuration().get(DeviceSettings.class);
    }

    /** The browser's cookie; of an API request the header {@code Device-Token}. */
    public Optional<Secret> mark(RoutingContext rc) {
        var sent = Visit.of(rc).api() ? Optional.ofNullable(rc.request().getHeader(HEADER)) : cookies.read(rc, COOKIE);
        return sent.filter(text -> text.length() <= LONGEST).map(Secret::new);
    }

    public void remember(RoutingContext rc, Secret mark) {
        cookies.set(rc, COOKIE, mark.text(), settings.keep());
    }
}
