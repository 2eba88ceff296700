package eu.parvis.signin.password;

import eu.parvis.config.Limit;
import eu.parvis.crypto.Secret;
import eu.parvis.http.Site;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;

/** Limits attempts and reads the device mark, for every route that receives a password. */
public final class PasswordGuard {

    /** Passwords that are sent to be compared. */
    private static final Limit PASSWORDS = Limit.of("signInsPer15Minutes", Duration.ofMinutes(15));

    private static final String MARK = "device";
    private static final Duration YEAR = Duration.ofDays(365);

    private final Site site;

    public PasswordGuard(Site site) {
        this.site = site;
    }

    /** Counts password attempts from one network address, over all routes. */
    public void limit(RoutingContext rc) {
        site.limits().spend(PASSWORDS, rc);
    }

    /** The device mark of the browser, {@link SigninApi.SignedIn#mark}. */
    public Optional<Secret> mark(RoutingContext rc) {
        return site.cookies().read(rc, MARK).map(Secret::new);
    }

    void mark(RoutingContext rc, Secret mark) {
        site.cookies().set(rc, MARK, mark.text(), YEAR);
    }
}
