package eu.parvis.signin.recovery;

import eu.parvis.db.Rows;
import eu.parvis.db.Sql;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

final class SignInLinkRepository {

    private static final String ADD =
            "INSERT INTO sign_in_link (token_hash, account_id, mailed_at, expires_at) VALUES ($1, $2, $3, $4)";

    private static final String EXTEND = """
            UPDATE sign_in_link SET expires_at = $3 WHERE account_id = $1 AND used_at IS NULL AND mailed_at > $2
            """;

    private static final String HOLDER =
            "SELECT account_id FROM sign_in_link WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2";

    private static final String CONSUME = """
            UPDATE sign_in_link SET used_at = $2 WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2
            RETURNING account_id
            """;

    private static final String REFUSE =
            "UPDATE sign_in_link SET refused_at = $2 WHERE token_hash = $1 AND refused_at IS NULL RETURNING account_id";

    private static final String VOID = "UPDATE sign_in_link SET used_at = $2 WHERE account_id = $1 AND used_at IS NULL";

    private static final String DROP = "DELETE FROM sign_in_link WHERE expires_at < $1";

    Future<Void> add(Sql sql, Buffer tokenHash, UUID account, Instant at, Instant expiresAt) {
        return sql.run(ADD, tokenHash, account, at, expiresAt).mapEmpty();
    }

    /** Makes an unused link that was mailed after this time valid until then. False if there is none. */
    Future<Boolean> extend(Sql sql, UUID account, Instant mailedAfter, Instant expiresAt) {
        return sql.run(EXTEND, account, mailedAfter, expiresAt).map(Rows::changed);
    }

    /** The account of a valid link. */
    Future<Optional<UUID>> holder(Sql sql, Buffer tokenHash, Instant now) {
        return sql.run(HOLDER, tokenHash, now).map(rows -> Rows.first(rows, row -> row.getUUID("account_id")));
    }

    /** Uses the link up. Of concurrent attempts exactly one gets the account. */
    Future<Optional<UUID>> consume(Sql sql, Buffer tokenHash, Instant now) {
        return sql.run(CONSUME, tokenHash, now).map(rows -> Rows.first(rows, row -> row.getUUID("account_id")));
    }

    /** Marks an invalid link as reported and returns its account; empty if it was already reported. */
    Future<Optional<UUID>> refuse(Sql sql, Buffer tokenHash, Instant now) {
        return sql.run(REFUSE, tokenHash, now).map(rows -> Rows.first(rows, row -> row.getUUID("account_id")));
    }

    /** Invalidates all links of an account. */
    Future<Void> voidAll(Sql sql, UUID account, Instant now) {
        return sql.run(VOID, account, now).mapEmpty();
    }

    Future<Void> deleteOld(Sql sql, Instant expiredBefore) {
        return sql.run(DROP, expiredBefore).mapEmpty();
    }
}
