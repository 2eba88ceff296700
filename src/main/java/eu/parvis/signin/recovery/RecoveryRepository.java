package eu.parvis.signin.recovery;

import eu.parvis.db.Rows;
import eu.parvis.db.Sql;
import eu.parvis.work.Backlog;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

final class RecoveryRepository {

    enum Kind {
        IDENTIFIER,
        PASSWORD,
        SIGN_IN_LINK
    }

    /**
     * A request for recovery; the login may be unknown.
     *
     * @param leaseUntil only the holder of this lease may answer; before the first claim, the time at which it is due
     */
    record RecoveryRequest(UUID id, Kind kind, String login, String address, Instant leaseUntil) {}

    private static final String ASK = """
            INSERT INTO recovery_request (id, kind, login, address, asked_at, lease_until)
            VALUES ($1, $2, $3, $4, $5, $6)
            """;

    private static final String CLAIM = """
            UPDATE recovery_request SET lease_until = $2
            WHERE id = (SELECT id FROM recovery_request WHERE lease_until <= $1
                        ORDER BY lease_until LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING id, kind, login, address, lease_until
            """;

    private static final String TAKE = "DELETE FROM recovery_request WHERE id = $1 AND lease_until = $2";

    private static final String BACKLOG = """
            SELECT count(*)::float8 AS due, min(lease_until) AS oldest FROM recovery_request WHERE lease_until <= $1
            """;

    private static final String DROP = "DELETE FROM recovery_request WHERE asked_at < $1";

    private static final String ADD_LINK =
            "INSERT INTO recovery (token_hash, account_id, created_at, expires_at) VALUES ($1, $2, $3, $4)";

    private static final String HOLDER =
            "SELECT account_id FROM recovery WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2";

    private static final String ANY_HOLDER = "SELECT account_id FROM recovery WHERE token_hash = $1";

    private static final String CONSUME = """
            UPDATE recovery SET used_at = $2 WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2
            RETURNING account_id
            """;

    private static final String REFUSE =
            "UPDATE recovery SET refused_at = $2 WHERE token_hash = $1 AND refused_at IS NULL RETURNING account_id";

    private static final String VOID = "UPDATE recovery SET used_at = $2 WHERE account_id = $1 AND used_at IS NULL";

    private static final String DROP_LINKS = "DELETE FROM recovery WHERE expires_at < $1";

    Future<Void> ask(Sql sql, RecoveryRequest request, Instant at) {
        return sql.run(ASK, request.id(), request.kind(), request.login(), request.address(), at, request.leaseUntil())
                .mapEmpty();
    }

    Future<Optional<RecoveryRequest>> claim(Sql sql, Instant now, Instant leaseUntil) {
        return sql.run(CLAIM, now, leaseUntil).map(rows -> Rows.first(rows, RecoveryRepository::request));
    }

    /** Deletes the request; false if the lease was lost meanwhile. */
    Future<Boolean> take(Sql sql, RecoveryRequest request) {
        return sql.run(TAKE, request.id(), request.leaseUntil()).map(Rows::changed);
    }

    Future<Backlog> backlog(Sql sql, Instant now) {
        return sql.run(BACKLOG, now)
                .map(rows -> Rows.first(rows, RecoveryRepository::backlog).orElseThrow());
    }

    private static Backlog backlog(Row row) {
        return new Backlog(row.getDouble("due"), Rows.optionalInstant(row, "oldest"));
    }

    Future<Void> deleteUnanswered(Sql sql, Instant askedBefore) {
        return sql.run(DROP, askedBefore).mapEmpty();
    }

    Future<Void> addLink(Sql sql, Buffer tokenHash, UUID account, Instant at, Instant expiresAt) {
        return sql.run(ADD_LINK, tokenHash, account, at, expiresAt).mapEmpty();
    }

    /** The account of a valid link. */
    Future<Optional<UUID>> holder(Sql sql, Buffer tokenHash, Instant now) {
        return sql.run(HOLDER, tokenHash, now).map(rows -> Rows.first(rows, RecoveryRepository::account));
    }

    /** The account of a link, valid or not. */
    Future<Optional<UUID>> holderOfAnyLink(Sql sql, Buffer tokenHash) {
        return sql.run(ANY_HOLDER, tokenHash).map(rows -> Rows.first(rows, RecoveryRepository::account));
    }

    /** Uses the link up. Of concurrent attempts exactly one gets the account. */
    Future<Optional<UUID>> consume(Sql sql, Buffer tokenHash, Instant now) {
        return sql.run(CONSUME, tokenHash, now).map(rows -> Rows.first(rows, RecoveryRepository::account));
    }

    /** Marks an invalid link as reported and returns its account; empty if it was already reported. */
    Future<Optional<UUID>> refuse(Sql sql, Buffer tokenHash, Instant now) {
        return sql.run(REFUSE, tokenHash, now).map(rows -> Rows.first(rows, RecoveryRepository::account));
    }

    /** Invalidates all links of an account. */
    Future<Void> voidLinks(Sql sql, UUID account, Instant now) {
        return sql.run(VOID, account, now).mapEmpty();
    }

    Future<Void> deleteLinks(Sql sql, Instant expiredBefore) {
        return sql.run(DROP_LINKS, expiredBefore).mapEmpty();
    }

    private static UUID account(Row row) {
        return row.getUUID("account_id");
    }

    private static RecoveryRequest request(Row row) {
        return new RecoveryRequest(
                row.getUUID("id"),
                Rows.constant(row, "kind", Kind.class),
                row.getString("login"),
                row.getString("address"),
                Rows.instant(row, "lease_until"));
    }
}
