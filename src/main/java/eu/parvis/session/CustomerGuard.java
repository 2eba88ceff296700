package eu.parvis.session;

import static eu.parvis.http.Answers.answer;

import eu.parvis.bus.Failure;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/**
 * Behind a {@link SessionGuard}: keeps operators of the registration desk out of what only customers do, such as ordering
 * and becoming a member of an organisation.
 */
public final class CustomerGuard {

    private CustomerGuard() {}

    /** Fails with {@code FORBIDDEN session.customersOnly} for an operator. */
    public static Handler<RoutingContext> required() {
        return answer(rc -> {
            if (SessionGuard.identity(rc).operator()) {
                throw Failure.of(Failure.Kind.FORBIDDEN, "session.customersOnly");
            }
            rc.next();
            return Future.succeededFuture();
        });
    }
}
