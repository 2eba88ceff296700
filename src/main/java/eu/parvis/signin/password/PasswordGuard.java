package eu.parvis.signin.password;

import eu.parvis.bus.Failure;
import eu.parvis.config.Limit;
import eu.parvis.http.Site;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.function.Supplier;

/** Limits the passwords that one network address sends, over all routes. */
public final class PasswordGuard {

    /** Passwords that are sent to be compared. */
    private static final Limit PASSWORDS = Limit.of("signInsPer15Minutes", Duration.ofMinutes(15));

    private final Site site;

    public PasswordGuard(Site site) {
        this.site = site;
    }

    /** Counts the password of this request, unless the portal is too busy to evaluate it. */
    public <T> Future<T> limit(RoutingContext rc, Supplier<Future<T>> request) {
        site.limits().spend(PASSWORDS, rc);
        return request.get().onFailure(cause -> {
            if (cause instanceof Failure failure && failure.kind() == Failure.Kind.UNAVAILABLE) {
                site.limits().giveBack(PASSWORDS, rc);
            }
        });
    }
}
