package eu.parvis.me;

import eu.parvis.db.Rows;
import eu.parvis.db.Sql;
import eu.parvis.me.MeApi.PendingEmail;
import eu.parvis.values.EmailAddress;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

final class EmailChangeRepository {

    private static final String PENDING = """
            SELECT new_email, asked_at, mailed_at, expires_at FROM email_change
            WHERE account_id = $1 AND state = 'PENDING'
            """;

    private static final String ADD = """
            INSERT INTO email_change (id, account_id, new_email, token_hash, asked_at, mailed_at, expires_at, state)
            VALUES ($1, $2, $3, $4, $5, $5, $6, 'PENDING')
            """;

    private static final String RENEW = """
            UPDATE email_change SET token_hash = $2, mailed_at = $3, expires_at = $4
            WHERE account_id = $1 AND state = 'PENDING'
            """;

    private static final String OF_LINK = """
            SELECT account_id, new_email AS email FROM email_change
            WHERE token_hash = $1 AND state = 'PENDING' AND expires_at > $2
            """;

    private static final String CONFIRM = """
            UPDATE email_change
            SET state = 'CONFIRMED', confirmed_at = $2, former_email = $3, undo_token_hash = $4, undo_until = $5
            WHERE token_hash = $1 AND state = 'PENDING' AND expires_at > $2
            """;

    private static final String OF_UNDO_LINK = """
            SELECT account_id, former_email AS email FROM email_change
            WHERE undo_token_hash = $1 AND state = 'CONFIRMED' AND undo_until > $2
            """;

    /** Voids the undo links of later changes, so that the person who made those cannot take this undo back. */
    private static final String UNDO = """
            UPDATE email_change later
            SET state = CASE later.state WHEN 'PENDING' THEN 'CANCELLED' ELSE 'UNDONE' END
            FROM email_change undone
            WHERE undone.undo_token_hash = $1 AND undone.state = 'CONFIRMED' AND undone.undo_until > $2
              AND later.account_id = undone.account_id
              AND (later.state = 'PENDING' OR later.state = 'CONFIRMED' AND later.confirmed_at >= undone.confirmed_at)
            """;

    /** All changes since the one from that address, which can still be undone. */
    private static final String KEEP = """
            UPDATE email_change later SET undo_token_hash = NULL, undo_until = $3
            FROM email_change away
            WHERE away.account_id = $1 AND away.state = 'CONFIRMED' AND away.former_key = $2 AND away.undo_until > $3
              AND later.account_id = $1 AND later.state = 'CONFIRMED' AND later.confirmed_at >= away.confirmed_at
            """;

    private static final String DROP = "DELETE FROM email_change WHERE asked_at < $1";

    /** The account of a link, and the address that it leads to. */
    record Target(UUID account, EmailAddress email) {}

    Future<Optional<PendingEmail>> pending(Sql sql, UUID account) {
        return sql.run(PENDING, account)
                .map(rows -> Rows.first(
                        rows,
                        row -> new PendingEmail(
                                new EmailAddress(row.getString("new_email")),
                                Rows.instant(row, "asked_at"),
                                Rows.instant(row, "mailed_at"),
                                Rows.instant(row, "expires_at"))));
    }

    Future<Void> add(
            Sql sql, UUID id, UUID account, EmailAddress email, Buffer tokenHash, Instant at, Instant expiresAt) {
        return sql.run(ADD, id, account, email.value(), tokenHash, at, expiresAt)
                .mapEmpty();
    }

    /** Gives the pending change another link. */
    Future<Void> renew(Sql sql, UUID account, Buffer tokenHash, Instant at, Instant expiresAt) {
        return sql.run(RENEW, account, tokenHash, at, expiresAt).mapEmpty();
    }

    Future<Optional<Target>> ofLink(Sql sql, Buffer tokenHash, Instant now) {
        return sql.run(OF_LINK, tokenHash, now).map(rows -> Rows.first(rows, EmailChangeRepository::target));
    }

    /** Uses the link up; false if it is over. */
    Future<Boolean> confirm(
            Sql sql, Buffer tokenHash, EmailAddress former, Buffer undoTokenHash, Instant undoUntil, Instant at) {
        return sql.run(CONFIRM, tokenHash, at, former.value(), undoTokenHash, undoUntil)
                .map(Rows::changed);
    }

    Future<Optional<Target>> ofUndoLink(Sql sql, Buffer tokenHash, Instant now) {
        return sql.run(OF_UNDO_LINK, tokenHash, now).map(rows -> Rows.first(rows, EmailChangeRepository::target));
    }

    /** Uses the link up and voids all later changes of the account; false if it is over. */
    Future<Boolean> undo(Sql sql, Buffer tokenHash, Instant now) {
        return sql.run(UNDO, tokenHash, now).map(rows -> rows.rowCount() > 0);
    }

    /** Voids the undo links of the change from that address and of all later ones; false if none of it can be undone. */
    Future<Boolean> returned(Sql sql, UUID account, EmailAddress to, Instant now) {
        return sql.run(KEEP, account, to.key(), now).map(rows -> rows.rowCount() > 0);
    }

    Future<Void> deleteOld(Sql sql, Instant askedBefore) {
        return sql.run(DROP, askedBefore).mapEmpty();
    }

    private static Target target(Row row) {
        return new Target(row.getUUID("account_id"), new EmailAddress(row.getString("email")));
    }
}
