package eu.parvis.signin.password;

import eu.parvis.config.Limit;
import eu.parvis.crypto.Secret;
import eu.parvis.http.Site;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;

/** Stands in front of every route to which a password is sent. */
public final class PasswordGuard {

    /** Passwords that are sent to be compared. */
    private static final Limit PASSWORDS = Limit.of("signInsPer15Minutes", Duration.ofMinutes(15));

    private static final String MARK = "device";
    private static final Duration YEAR = Duration.ofDays(365);

    private final Site site;

    public PasswordGuard(Site site) {
        this.site = site;
    }

    /** Counts passwords, over all doors, from one network address. */
    public void limit(RoutingContext rc) {
        site.limits().spend(PASSWORDS, rc);
    }

    /** Of a browser in which somebody has signed in before, {@link SigninApi.SignedIn#mark}. */
    public Optional<Secret> mark(RoutingContext rc) {
        return site.cookies().read(rc, MARK).map(Secret::new);
    }

    void mark(RoutingContext rc, Secret mark) {
        site.cookies().set(rc, MARK, mark.text(), YEAR);
    }
}
