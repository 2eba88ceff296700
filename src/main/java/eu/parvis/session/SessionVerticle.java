package eu.parvis.session;

import eu.parvis.capability.Foundation;
import eu.parvis.work.Duty;
import eu.parvis.work.Job;
import eu.parvis.work.Worker;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Resolves session tokens, writes activity in batches, and deletes expired sessions. */
public final class SessionVerticle extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(SessionVerticle.class);

    private final Foundation foundation;
    private final SessionSettings settings;
    private Sessions sessions;
    private Worker<Job> cleanup;

    public SessionVerticle(Foundation foundation) {
        this.foundation = foundation;
        this.settings = foundation.configuration().get(SessionSettings.class);
    }

    @Override
    public Future<?> start() {
        var activity = new Activity(vertx);
        var owned = new OwnSessions(foundation, activity);
        sessions = new Sessions(foundation.database(), activity, foundation.configuration(), foundation.clock());
        vertx.setPeriodic(settings.flush().toMillis(), id -> flush());
        cleanup = Duty.start(
                vertx, foundation, "session.cleanup", settings.sweep(), () -> sessions.sweep(foundation.now()));
        var bus = foundation.bus();
        return Future.all(
                bus.serve(SessionApi.RESOLVE, sessions::resolve),
                bus.serve(SessionApi.END, sessions::end),
                bus.serve(SessionApi.LIST, owned::list),
                bus.serve(SessionApi.END_ONE, owned::endOne),
                bus.serve(SessionApi.END_OTHERS, owned::endOthers),
                bus.serve(SessionApi.SWITCH_ORGANISATION, sessions::switchOrganisation));
    }

    @Override
    public Future<?> stop() {
        cleanup.halt();
        return sessions.flush().otherwise(SessionVerticle::logNotWritten);
    }

    private void flush() {
        sessions.flush().onFailure(SessionVerticle::logNotWritten);
    }

    private static Void logNotWritten(Throwable cause) {
        LOG.warn("The last activity of sessions could not be written", cause);
        return null;
    }
}
