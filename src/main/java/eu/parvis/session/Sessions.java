package eu.parvis.session;

import eu.parvis.audit.AuditStore;
import eu.parvis.audit.Entry;
import eu.parvis.audit.Event;
import eu.parvis.bus.Failure;
import eu.parvis.bus.Message;
import eu.parvis.config.Configuration;
import eu.parvis.crypto.Tokens;
import eu.parvis.db.Database;
import eu.parvis.terms.TermsCatalogue;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The rules of a session's lifetime: it ends after thirty minutes without activity, and after twelve hours in any case.
 *
 * <p>Activity is written in batches, so another node may read a row that is a few seconds old. This matters only for a
 * session whose written activity is close to thirty minutes old. Therefore activity is written before the answer as
 * soon as the written time is more than half the limit old.
 */
final class Sessions {

    /** How long a browser that was closed in the meantime can be told why its session ended. */
    private static final Duration REASONS_KEPT = Duration.ofDays(30);

    private final Database database;
    private final SessionRepository repository;
    private final AuditStore journal;
    private final Activity activity;
    private final SessionSettings settings;
    private final TermsCatalogue terms;
    private final Clock clock;

    Sessions(Database database, Activity activity, Configuration configuration, Clock clock) {
        this.database = database;
        this.repository = new SessionRepository(database);
        this.journal = new AuditStore(clock);
        this.activity = activity;
        this.settings = configuration.get(SessionSettings.class);
        this.terms = TermsCatalogue.of(configuration);
        this.clock = clock;
    }

    Future<SessionApi.ResolvedSession> resolve(SessionApi.Resolve question) {
        var now = clock.instant();
        var tokenHash = Tokens.sha256(question.token().text());
        return repository
                .find(tokenHash, terms, now)
                .compose(found ->
                        found.isPresent() ? resolve(found.get(), question.counts(), now) : reasonOfEnding(tokenHash));
    }

    private Future<SessionApi.ResolvedSession> reasonOfEnding(Buffer tokenHash) {
        return repository
                .reason(tokenHash)
                .map(reason -> SessionApi.ResolvedSession.to(reason.orElse(SessionApi.Ending.ENDED)));
    }

    private Future<SessionApi.ResolvedSession> resolve(Identity stored, boolean counts, Instant now) {
        var lastActivity = activity.latest(stored.session(), stored.lastActivity());
        var end = end(stored, lastActivity);
        if (!now.isBefore(end)) {
            return Future.succeededFuture(SessionApi.ResolvedSession.to(
                    end.equals(stored.expiresAt()) ? SessionApi.Ending.AGED : SessionApi.Ending.IDLE, stored));
        }
        var alive = SessionApi.ResolvedSession.to(withEnd(stored, counts ? now : lastActivity));
        return counts ? noteActivity(stored, now).map(alive) : Future.succeededFuture(alive);
    }

    private Future<Void> noteActivity(Identity stored, Instant now) {
        var halfWay = stored.lastActivity().plus(settings.inactivity().dividedBy(2));
        if (now.isBefore(halfWay)) {
            activity.note(stored.session(), now);
            return Future.succeededFuture();
        }
        return repository.touch(new TreeMap<>(Map.of(stored.session(), now)));
    }

    private Identity withEnd(Identity stored, Instant lastActivity) {
        return stored.activeAt(lastActivity, end(stored, lastActivity));
    }

    private Instant end(Identity stored, Instant lastActivity) {
        var idleEnd = lastActivity.plus(settings.inactivity());
        return idleEnd.isBefore(stored.expiresAt()) ? idleEnd : stored.expiresAt();
    }

    Future<Message.Done> end(SessionApi.End command) {
        return database.inTransaction(sql -> repository
                .end(sql, command.session(), clock.instant())
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

    /** Writes the collected activity. If that fails, the entries are kept for the next attempt. */
    Future<Void> flush() {
        var entries = activity.take();
        if (entries.isEmpty()) {
            return Future.succeededFuture();
        }
        return repository.touch(entries).onFailure(cause -> activity.putBack(entries));
    }

    /**
     * Deletes sessions past their maximum lifetime. Sessions that ended by inactivity stay until then, for two reasons:
     * the person can be told why the session ended, and a node with outdated activity cannot delete a session that is
     * in use.
     */
    Future<Integer> sweep(Instant now) {
        return repository
                .sweep(now, settings.inactivity())
                .compose(swept -> repository.forget(now.minus(REASONS_KEPT)).map(swept));
    }
}
