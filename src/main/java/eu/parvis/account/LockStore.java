package eu.parvis.account;

import eu.parvis.db.Rows;
import eu.parvis.db.Sql;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Locks accounts inside the caller's transaction. */
public final class LockStore {

    private static final String LOCK = """
            UPDATE account SET password_hash = $2, password_kind = 'CHOSEN', password_expires_at = NULL,
                               password_changed_at = $3, locked_at = $3, deletion_due_at = NULL,
                               voided_password_hash = coalesce(voided_password_hash, password_hash)
            WHERE id = $1 AND state <> 'CLOSED'
            """;

    private static final String LAST = "SELECT locked_at, password_changed_at FROM account WHERE id = $1";

    private static final String VOIDED = "SELECT voided_password_hash FROM account WHERE id = $1";

    /**
     * The last time an account was locked.
     *
     * @param lasts until the owner has chosen a new password
     */
    public record Lock(Instant at, boolean lasts) {}

    /**
     * Replaces the stored hash by that of a password that nobody knows, forgets known browsers, and cancels a deletion:
     * somebody else may have asked for it.
     */
    public Future<Boolean> lock(Sql sql, UUID account, String unknownPhc, Instant at) {
        return sql.run(LOCK, account, unknownPhc, at).map(Rows::changed);
    }

    /** When the account was last locked; whether it still is. */
    public Future<Optional<Lock>> last(Sql sql, UUID account) {
        return sql.run(LAST, account)
                .map(rows -> Rows.first(
                                rows,
                                row -> Rows.optionalInstant(row, "locked_at")
                                        .map(at ->
                                                new Lock(at, !at.isBefore(Rows.instant(row, "password_changed_at")))))
                        .flatMap(lock -> lock));
    }

    /** The hash of the password that a lock has voided; empty if another one was chosen since. */
    public Future<Optional<String>> voidedPassword(Sql sql, UUID account) {
        return sql.run(VOIDED, account)
                .map(rows -> Rows.first(rows, row -> Optional.ofNullable(row.getString("voided_password_hash")))
                        .flatMap(voided -> voided));
    }
}
