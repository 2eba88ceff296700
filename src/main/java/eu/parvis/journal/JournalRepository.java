package eu.parvis.journal;

import eu.parvis.db.Rows;
import eu.parvis.db.Sql;
import eu.parvis.values.EmailAddress;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

final class JournalRepository {

    /** The address of an account, and since when mails to it concern the account. */
    record Mailbox(EmailAddress address, Instant since) {}

    private static final String MAILBOX = "SELECT email, created_at FROM account WHERE id = $1";

    Future<Optional<Mailbox>> mailbox(Sql sql, UUID account) {
        return sql.run(MAILBOX, account)
                .map(rows -> Rows.first(
                        rows,
                        row -> new Mailbox(new EmailAddress(row.getString("email")), Rows.instant(row, "created_at"))));
    }
}
