package eu.parvis.session;

import eu.parvis.audit.AuditStore;
import eu.parvis.audit.Entry;
import eu.parvis.bus.Failure;
import eu.parvis.bus.Message;
import eu.parvis.capability.Foundation;
import eu.parvis.session.SessionApi.OpenSession;
import io.vertx.core.Future;
import java.util.Comparator;
import java.util.List;

/** Lists and ends the sessions of a person on their own request. */
final class OwnSessions {

    private final Foundation foundation;
    private final SessionRepository repository;
    private final SessionStore store;
    private final AuditStore journal;
    private final Activity activity;
    private final SessionSettings settings;

    OwnSessions(Foundation foundation, Activity activity) {
        this.foundation = foundation;
        this.settings = foundation.configuration().get(SessionSettings.class);
        this.repository = new SessionRepository(foundation.database());
        this.store = new SessionStore(foundation.configuration(), foundation.random());
        this.journal = new AuditStore(foundation.clock());
        this.activity = activity;
    }

    /** A session of another node may be shown as it was some seconds ago, because activity is written in batches. */
    Future<SessionApi.OpenSessions> list(SessionApi.ListSessions question) {
        var now = foundation.now();
        return repository
                .open(question.account(), now, now.minus(settings.inactivity()))
                .map(stored -> new SessionApi.OpenSessions(latestFirst(stored)));
    }

    private List<OpenSession> latestFirst(List<OpenSession> stored) {
        return stored.stream()
                .map(session -> session.activeAt(activity.latest(session.id(), session.lastActivity())))
                .sorted(Comparator.comparing(OpenSession::lastActivity).reversed())
                .toList();
    }

    Future<Message.Done> endOne(SessionApi.EndOne command) {
        var reason = SessionApi.Ending.ENDED_BY_OWNER;
        var entry = Entry.done(SessionEvent.SESSION_ENDED)
                .by(command.account())
                .on(command.session())
                .from(command.address());
        return foundation
                .database()
                .inTransaction(sql -> repository
                        .endOne(sql, command.account(), command.session(), reason, foundation.now())
                        .compose(ended -> ended ? journal.record(sql, entry) : Future.failedFuture(Failure.notFound())))
                .map(Message.DONE);
    }

    Future<Message.Done> endOthers(SessionApi.EndOthers command) {
        var reason = SessionApi.Ending.ENDED_BY_OWNER;
        var entry = Entry.done(SessionEvent.OTHER_SESSIONS_ENDED)
                .by(command.account())
                .from(command.address());
        return foundation
                .database()
                .inTransaction(
                        sql -> store.endOthers(sql, command.account(), command.session(), reason, foundation.now())
                                .compose(ended -> journal.record(sql, entry)))
                .map(Message.DONE);
    }
}
