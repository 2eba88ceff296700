package eu.parvis.session;

import eu.parvis.bus.Failure;
import eu.parvis.config.Configuration;
import eu.parvis.crypto.Ids;
import eu.parvis.crypto.Secret;
import eu.parvis.crypto.Tokens;
import eu.parvis.db.Rows;
import eu.parvis.db.Sql;
import eu.parvis.terms.TermsCatalogue;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Opens, rotates and ends sessions inside the caller's transaction. */
public final class SessionStore {

    private static final int LONGEST_DEVICE = 300;

    private static final String INSERT = """
            INSERT INTO session (token_hash, id, account_id, kind, channel, device, address, created_at,
                                 last_activity_at, expires_at, proved_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9, $10)
            RETURNING kind, expires_at, (SELECT terms_version FROM account WHERE account.id = session.account_id)
            """;

    private static final String ROTATE = """
            UPDATE session SET token_hash = $2, kind = coalesce($3, kind), last_activity_at = $4 WHERE id = $1
            RETURNING kind, expires_at, (SELECT terms_version FROM account WHERE account.id = session.account_id)
            """;

    private static final String PROVE = "UPDATE session SET proved_at = $2 WHERE id = $1";

    private static final String END = "DELETE FROM session WHERE token_hash = $1";

    /** Stores the reason for the browser that still has the token. */
    private static final String END_ALL_EXCEPT = """
            WITH ended AS (DELETE FROM session WHERE account_id = $1 AND id IS DISTINCT FROM $2 RETURNING token_hash)
            INSERT INTO ended_session (token_hash, reason, cause, ended_at) SELECT token_hash, $3, $4, $5 FROM ended
            """;

    private final SessionSettings settings;
    private final TermsCatalogue terms;
    private final Tokens tokens;
    private final Ids ids;

    public SessionStore(Configuration configuration, SecureRandom random) {
        this.settings = configuration.get(SessionSettings.class);
        this.terms = TermsCatalogue.of(configuration);
        this.tokens = new Tokens(random);
        this.ids = new Ids(random);
    }

    public Future<OpenedSession> open(Sql sql, NewSession session, Instant at) {
        var token = new Secret(tokens.next());
        var id = ids.next();
        return sql.run(
                        INSERT,
                        Tokens.sha256(token.text()),
                        id,
                        session.account(),
                        session.kind(),
                        session.channel(),
                        session.device().map(SessionStore::shorten),
                        session.address(),
                        at,
                        at.plus(settings.absolute()),
                        session.proved() ? at : null)
                .map(rows -> opened(rows, token, id, at));
    }

    /**
     * Gives the session another kind and a new token; the old token becomes invalid at commit. Must be called whenever
     * a session gains privileges. Fails with {@code UNAUTHENTICATED} if the session has ended meanwhile.
     */
    public Future<OpenedSession> rotate(Sql sql, UUID session, SessionApi.Kind kind, Instant at) {
        return rotate(sql, session, new Secret(tokens.next()), Optional.of(kind), at);
    }

    /** Gives the session this token in the place of the present one. */
    public Future<OpenedSession> rotate(Sql sql, UUID session, Secret token, Instant at) {
        return rotate(sql, session, token, Optional.empty(), at);
    }

    private Future<OpenedSession> rotate(
            Sql sql, UUID session, Secret token, Optional<SessionApi.Kind> kind, Instant at) {
        return sql.run(ROTATE, session, Tokens.sha256(token.text()), kind, at)
                .map(rows -> opened(rows, token, session, at));
    }

    private OpenedSession opened(RowSet<Row> rows, Secret token, UUID session, Instant at) {
        return Rows.first(rows, row -> opened(row, token, session, at)).orElseThrow(SessionStore::sessionEnded);
    }

    private OpenedSession opened(Row row, Secret token, UUID session, Instant at) {
        var due = terms.due(Rows.optionalText(row, "terms_version"), at);
        return new OpenedSession(
                token,
                session,
                Rows.constant(row, "kind", SessionApi.Kind.class).with(due),
                settings.inactivity(),
                Rows.instant(row, "expires_at"));
    }

    /** The person has proved the password in this session. */
    public Future<Void> prove(Sql sql, UUID session, Instant at) {
        return sql.run(PROVE, session, at).mapEmpty();
    }

    /** Deletes the session; the token becomes invalid. */
    public Future<Void> end(Sql sql, Secret token) {
        return sql.run(END, Tokens.sha256(token.text())).mapEmpty();
    }

    /** Ends all sessions of the account; effective at once on every node. */
    public Future<Void> endAll(Sql sql, UUID account, SessionApi.Ending reason, Instant at) {
        return endAllExcept(sql, account, Optional.empty(), reason, at);
    }

    /** Ends all sessions of the account except this one. */
    public Future<Void> endOthers(Sql sql, UUID account, UUID session, SessionApi.Ending reason, Instant at) {
        return endAllExcept(sql, account, Optional.of(session), reason, at);
    }

    private static Future<Void> endAllExcept(
            Sql sql, UUID account, Optional<UUID> session, SessionApi.Ending reason, Instant at) {
        return sql.run(END_ALL_EXCEPT, account, session, reason.published(), reason, at)
                .mapEmpty();
    }

    private static String shorten(String device) {
        return device.substring(0, Math.min(LONGEST_DEVICE, device.length()));
    }

    private static Failure sessionEnded() {
        return Failure.of(Failure.Kind.UNAUTHENTICATED, "problem.unauthenticated");
    }
}
