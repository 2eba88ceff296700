package eu.parvis.account;

import eu.parvis.db.Rows;
import eu.parvis.db.Sql;
import eu.parvis.values.EmailAddress;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Takes changes of the e-mail address back, or cancels them, inside the caller's transaction. */
public final class EmailChangeStore {

    private static final String BEFORE = """
            SELECT former_email FROM email_change
            WHERE account_id = $1 AND state = 'CONFIRMED' AND undo_until > $2 ORDER BY confirmed_at LIMIT 1
            """;

    private static final String TAKE_BACK = """
            UPDATE email_change SET state = CASE state WHEN 'PENDING' THEN 'CANCELLED' ELSE 'UNDONE' END
            WHERE account_id = $1 AND (state = 'PENDING' OR state = 'CONFIRMED' AND undo_until > $2)
            """;

    private static final String CANCEL = """
            UPDATE email_change SET state = 'CANCELLED' WHERE account_id = $1 AND state = 'PENDING' RETURNING new_email
            """;

    private final AccountStore accounts = new AccountStore();

    /**
     * Cancels an open change, and undoes those that can still be undone, unless another account has the former address by
     * now. The account must be locked.
     */
    public Future<Account> takeBack(Sql sql, Account account, Instant now) {
        return sql.run(BEFORE, account.id(), now)
                .map(rows -> Rows.first(rows, row -> new EmailAddress(row.getString("former_email"))))
                .compose(former -> sql.run(TAKE_BACK, account.id(), now).map(former))
                .compose(former -> former.map(address -> restore(sql, account, address, now))
                        .orElseGet(() -> Future.succeededFuture(account)));
    }

    /** Cancels the open change, whose link becomes void, and returns its address; empty if there is none. */
    public Future<Optional<EmailAddress>> cancelOpen(Sql sql, UUID account) {
        return sql.run(CANCEL, account)
                .map(rows -> Rows.first(rows, row -> new EmailAddress(row.getString("new_email"))));
    }

    /** Before addresses were reserved, another account may have got this one. */
    private Future<Account> restore(Sql sql, Account account, EmailAddress former, Instant now) {
        return accounts.holder(sql, former, now)
                .map(holder -> holder.filter(other -> !other.account().id().equals(account.id())))
                .compose(taken -> taken.isPresent()
                        ? Future.succeededFuture(account)
                        : accounts.changeEmail(sql, account.id(), former, now)
                                .compose(changed -> accounts.byId(sql, account.id()))
                                .map(Optional::orElseThrow));
    }
}
