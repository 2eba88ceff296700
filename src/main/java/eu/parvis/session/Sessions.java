package eu.parvis.session;

import eu.parvis.audit.AuditStore;
import eu.parvis.audit.Entry;
import eu.parvis.audit.Event;
import eu.parvis.bus.Failure;
import eu.parvis.bus.Message;
import eu.parvis.crypto.Tokens;
import eu.parvis.db.Database;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * How long a session lasts: thirty minutes without activity and twelve hours in any case.
 *
 * <p>Activity is written in batches, so another node may read a row that is a few seconds behind. That matters only for
 * a session that was quiet for nearly thirty minutes; its next act is therefore written before it is answered.
 */
final class Sessions {

    private final Database database;
    private final SessionRepository repository;
    private final AuditStore journal;
    private final Activity activity;
    private final SessionSettings settings;
    private final Clock clock;

    Sessions(Database database, Activity activity, SessionSettings settings, Clock clock) {
        this.database = database;
        this.repository = new SessionRepository(database);
        this.journal = new AuditStore(clock);
        this.activity = activity;
        this.settings = settings;
        this.clock = clock;
    }

    Future<SessionApi.Resolved> resolve(SessionApi.Resolve question) {
        var now = clock.instant();
        return repository
                .find(Tokens.sha256(question.token().text()))
                .compose(found -> found.isPresent()
                        ? judged(found.get(), question.counts(), now)
                        : Future.succeededFuture(SessionApi.Resolved.to(SessionApi.Ending.ENDED)));
    }

    private Future<SessionApi.Resolved> judged(Identity written, boolean counts, Instant now) {
        var lastActivity = activity.latest(written.session(), written.lastActivity());
        if (!now.isBefore(written.expiresAt())) {
            return Future.succeededFuture(SessionApi.Resolved.to(SessionApi.Ending.AGED));
        }
        if (!now.isBefore(lastActivity.plus(settings.inactivity()))) {
            return Future.succeededFuture(SessionApi.Resolved.to(SessionApi.Ending.IDLE));
        }
        var alive = SessionApi.Resolved.to(lasting(written, counts ? now : lastActivity));
        return counts ? noted(written, now).map(alive) : Future.succeededFuture(alive);
    }

    private Future<Void> noted(Identity written, Instant now) {
        var halfWay = written.lastActivity().plus(settings.inactivity().dividedBy(2));
        if (now.isBefore(halfWay)) {
            activity.note(written.session(), now);
            return Future.succeededFuture();
        }
        return repository.touch(new TreeMap<>(Map.of(written.session(), now)));
    }

    private Identity lasting(Identity written, Instant lastActivity) {
        var idleEnd = lastActivity.plus(settings.inactivity());
        var end = idleEnd.isBefore(written.expiresAt()) ? idleEnd : written.expiresAt();
        return written.activeAt(lastActivity, end);
    }

    Future<Message.Done> end(SessionApi.End command) {
        return database.inTransaction(sql -> repository
                .end(sql, command.session())
                .compose(account -> account.isPresent()
                        ? journal.record(sql, entry(SessionEvent.SIGN_OUT, account.get(), command.address()))
                        : Future.succeededFuture())
                .map(Message.DONE));
    }

    Future<Message.Done> switchOrganisation(SessionApi.SwitchOrganisation command) {
        var entry = entry(SessionEvent.ORGANISATION_SWITCHED, command.account(), command.address());
        return database.inTransaction(sql -> repository
                .switchOrganisation(sql, command)
                .compose(switched -> switched
                        ? journal.record(sql, entry.in(command.organisation()))
                        : Future.failedFuture(Failure.of(Failure.Kind.NOT_FOUND, "problem.notFound")))
                .map(Message.DONE));
    }

    private static Entry entry(Event event, UUID account, String address) {
        return Entry.done(event).by(account).from(address);
    }

    /** Writes what is known of activity. What could not be written is tried again next time. */
    Future<Void> flush() {
        var taken = activity.take();
        if (taken.isEmpty()) {
            return Future.succeededFuture();
        }
        return repository.touch(taken).onFailure(cause -> activity.putBack(taken));
    }

    /**
     * Removes sessions that are over by their age. Those that inactivity ended stay till then: only so can the person be
     * told why, and no node that lags behind can end somebody's work.
     */
    Future<Integer> sweep(Instant now) {
        return repository.sweep(now);
    }
}
