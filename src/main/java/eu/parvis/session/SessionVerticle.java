package eu.parvis.session;

import eu.parvis.bus.Bus;
import eu.parvis.capability.Foundation;
import eu.parvis.db.Database;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Resolves session tokens, writes activity in batches, and deletes expired sessions. */
public final class SessionVerticle extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(SessionVerticle.class);

    private final Bus bus;
    private final Database database;
    private final SessionSettings settings;
    private final Clock clock;
    private Sessions sessions;

    public SessionVerticle(Foundation foundation) {
        this.bus = foundation.bus();
        this.database = foundation.database();
        this.settings = foundation.configuration().get(SessionSettings.class);
        this.clock = foundation.clock();
    }

    @Override
    public Future<?> start() {
        sessions = new Sessions(database, new Activity(vertx), settings, clock);
        vertx.setPeriodic(settings.flush().toMillis(), id -> flush());
        vertx.setPeriodic(settings.sweep().toMillis(), id -> sweep());
        return Future.all(
                bus.serve(SessionApi.RESOLVE, sessions::resolve),
                bus.serve(SessionApi.END, sessions::end),
                bus.serve(SessionApi.SWITCH_ORGANISATION, sessions::switchOrganisation));
    }

    @Override
    public Future<?> stop() {
        return sessions.flush().otherwise(SessionVerticle::logNotWritten);
    }

    private void flush() {
        sessions.flush().onFailure(SessionVerticle::logNotWritten);
    }

    private void sweep() {
        sessions.sweep(clock.instant()).onFailure(cause -> LOG.warn("The sweep failed and comes again", cause));
    }

    private static Void logNotWritten(Throwable cause) {
        LOG.warn("The last activity of sessions could not be written", cause);
        return null;
    }
}
