package eu.parvis.account;

import eu.parvis.db.Rows;
import eu.parvis.db.Sql;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** When an account is deleted at its owner's request, and its end, inside the caller's transaction. */
public final class DeletionStore {

    private static final String DUE_AT = "SELECT deletion_due_at FROM account WHERE id = $1";

    private static final String ASK = """
            UPDATE account SET deletion_due_at = $2, deletion_reminded_at = NULL WHERE id = $1 AND state <> 'CLOSED'
            """;

    private static final String CANCEL =
            "UPDATE account SET deletion_due_at = NULL WHERE id = $1 AND deletion_due_at IS NOT NULL";

    private static final String DUE =
            "SELECT id FROM account WHERE deletion_due_at <= $1 ORDER BY deletion_due_at LIMIT $2";

    private static final String TO_REMIND = """
            SELECT id FROM account
            WHERE deletion_due_at > $1 AND deletion_due_at <= $2 AND deletion_reminded_at IS NULL
            ORDER BY deletion_due_at LIMIT $3
            """;

    private static final String REMIND = """
            UPDATE account SET deletion_reminded_at = $2
            WHERE id = $1 AND deletion_due_at > $2 AND deletion_reminded_at IS NULL
            """;

    /**
     * The address and its key are unique, so both are made of the id. Nobody can receive mails there (RFC 6761), and nobody
     * can type the key as an address: an invitation would find the closed account.
     */
    private static final String CLOSE = """
            UPDATE account SET state = 'CLOSED', step = 'DONE', first_name = '-', last_name = '-', phone = NULL,
                               email = id || '@deleted.invalid', email_key = id::text,
                               password_hash = 'void', password_kind = 'CHOSEN', password_expires_at = NULL,
                               voided_password_hash = NULL, locked_at = NULL, signed_in_at = NULL,
                               deletion_due_at = NULL, deletion_reminded_at = NULL, closed_at = $2
            WHERE id = $1
            """;

    /** Empty if no deletion was asked for. */
    public Future<Optional<Instant>> dueAt(Sql sql, UUID account) {
        return sql.run(DUE_AT, account)
                .map(rows -> Rows.first(rows, row -> Rows.optionalInstant(row, "deletion_due_at"))
                        .flatMap(due -> due));
    }

    public Future<Void> ask(Sql sql, UUID account, Instant dueAt) {
        return sql.run(ASK, account, dueAt).mapEmpty();
    }

    /** False if no deletion was asked for. */
    public Future<Boolean> cancel(Sql sql, UUID account) {
        return sql.run(CANCEL, account).map(Rows::changed);
    }

    /** Accounts to delete now, the longest due first. */
    public Future<List<UUID>> due(Sql sql, Instant now, int most) {
        return sql.run(DUE, now, most).map(rows -> Rows.all(rows, row -> row.getUUID("id")));
    }

    /** Accounts that are deleted between the two times and whose owners were not reminded. */
    public Future<List<UUID>> toRemind(Sql sql, Instant after, Instant until, int most) {
        return sql.run(TO_REMIND, after, until, most).map(rows -> Rows.all(rows, row -> row.getUUID("id")));
    }

    /** Notes that the owner is reminded. False if there is nothing to remind of any more. */
    public Future<Boolean> remind(Sql sql, UUID account, Instant now) {
        return sql.run(REMIND, account, now).map(Rows::changed);
    }

    /** Closes the account and erases the person from its row. The address becomes free. */
    public Future<Void> close(Sql sql, UUID account, Instant at) {
        return sql.run(CLOSE, account, at).mapEmpty();
    }
}
