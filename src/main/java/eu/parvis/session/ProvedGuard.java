package eu.parvis.session;

import static eu.parvis.http.Answers.answer;

import eu.parvis.bus.Failure;
import eu.parvis.http.Site;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Duration;

/** Behind a {@link SessionGuard}: whether the person has proved the password recently enough for a sensitive act. */
public final class ProvedGuard {

    private final Duration recently;
    private final Clock clock;

    public ProvedGuard(Site site) {
        this.recently = site.configuration().get(SessionSettings.class).proof();
        this.clock = site.clock();
    }

    public boolean isProved(RoutingContext rc) {
        return SessionGuard.identity(rc).isProved(recently, clock.instant());
    }

    /** Fails with {@code FORBIDDEN session.proof-required} unless the person {@link #isProved}. */
    public void require(RoutingContext rc) {
        if (!isProved(rc)) {
            throw Failure.of(Failure.Kind.FORBIDDEN, "session.proof-required");
        }
    }

    /** {@link #require} for a whole operation of the API. */
    public Handler<RoutingContext> required() {
        return answer(rc -> {
            require(rc);
            rc.next();
            return Future.succeededFuture();
        });
    }
}
