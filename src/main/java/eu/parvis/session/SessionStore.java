package eu.parvis.session;

import eu.parvis.bus.Failure;
import eu.parvis.crypto.Ids;
import eu.parvis.crypto.Secret;
import eu.parvis.crypto.Tokens;
import eu.parvis.db.Rows;
import eu.parvis.db.Sql;
import io.vertx.core.Future;
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
            """;

    private static final String ROTATE = """
            UPDATE session SET token_hash = $2, kind = $3, last_activity_at = $4 WHERE id = $1
            RETURNING expires_at
            """;

    private static final String PROVE = "UPDATE session SET proved_at = $2 WHERE id = $1";

    private static final String END = "DELETE FROM session WHERE token_hash = $1";

    /** Stores the reason for the browser that still has the token. */
    private static final String END_ALL_EXCEPT = """
            WITH ended AS (DELETE FROM session WHERE account_id = $1 AND id IS DISTINCT FROM $2 RETURNING token_hash)
            INSERT INTO ended_session (token_hash, reason, cause, ended_at) SELECT token_hash, $3, $4, $5 FROM ended
            """;

    private final SessionSettings settings;
    private final Tokens tokens;
    private final Ids ids;

    public SessionStore(SessionSettings settings, SecureRandom random) {
        this.settings = settings;
        this.tokens = new Tokens(random);
        this.ids = new Ids(random);
    }

    public Future<OpenedSession> open(Sql sql, NewSession session, Instant at) {
        var opened = newSession(ids.next(), session.kind(), at.plus(settings.absolute()));
        return sql.run(
                        INSERT,
                        Tokens.sha256(opened.token().text()),
                        opened.session(),
                        session.account(),
                        session.kind(),
                        session.channel(),
                        session.device().map(SessionStore::shorten),
                        session.address(),
                        at,
                        opened.expiresAt(),
                        session.proved() ? at : null)
                .map(inserted -> opened);
    }

    /**
     * Gives the session another kind and a new token; the old token becomes invalid at commit. Must be called whenever
     * a session gains privileges. Fails with {@code UNAUTHENTICATED} if the session has ended meanwhile.
     */
    public Future<OpenedSession> rotate(Sql sql, UUID session, SessionApi.Kind kind, Instant at) {
        var token = new Secret(tokens.next());
        return sql.run(ROTATE, session, Tokens.sha256(token.text()), kind, at)
                .map(rows -> Rows.first(rows, row -> Rows.instant(row, "expires_at")))
                .map(expiry -> expiry.orElseThrow(SessionStore::sessionEnded))
                .map(expiry -> new OpenedSession(token, session, kind, settings.inactivity(), expiry));
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

    private OpenedSession newSession(UUID id, SessionApi.Kind kind, Instant expiresAt) {
        return new OpenedSession(new Secret(tokens.next()), id, kind, settings.inactivity(), expiresAt);
    }

    private static String shorten(String device) {
        return device.substring(0, Math.min(LONGEST_DEVICE, device.length()));
    }

    private static Failure sessionEnded() {
        return Failure.of(Failure.Kind.UNAUTHENTICATED, "problem.unauthenticated");
    }
}
