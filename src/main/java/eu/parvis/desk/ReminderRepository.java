package eu.parvis.desk;

import eu.parvis.db.Rows;
import eu.parvis.db.Sql;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The mails to customers whose documents are missing. */
final class ReminderRepository {

    /** $1 now, $2 waiting since before, $3 most mails about a request, $4 a day ago: a person gets one mail a day. */
    private static final String TAKE = """
            WITH due AS (
                SELECT DISTINCT ON (request.ordered_by) request.id
                FROM request LEFT JOIN desk_reminder former ON former.request_id = request.id
                WHERE request.state = 'DOCUMENTS_MISSING' AND request.state_since <= $2
                  AND (former.request_id IS NULL OR former.sent_at <= $2 AND former.number < $3)
                  AND NOT EXISTS (SELECT FROM desk_reminder recent JOIN request other ON other.id = recent.request_id
                                  WHERE other.ordered_by = request.ordered_by AND recent.sent_at > $4)
                ORDER BY request.ordered_by, request.state_since
                LIMIT $5)
            INSERT INTO desk_reminder AS reminder (request_id, sent_at, number) SELECT id, $1, 1 FROM due
            ON CONFLICT (request_id) DO UPDATE SET sent_at = $1, number = reminder.number + 1
            WHERE reminder.sent_at <= $2
            RETURNING request_id
            """;

    private static final int MOST_MAILS = 5;
    private static final int MOST_AT_ONCE = 100;

    /** The requests that are due for a mail; they count as mailed from now on. */
    Future<List<UUID>> take(Sql sql, Instant now, Duration wait) {
        return sql.run(TAKE, now, now.minus(wait), MOST_MAILS, now.minus(Duration.ofDays(1)), MOST_AT_ONCE)
                .map(rows -> Rows.all(rows, row -> row.getUUID("request_id")));
    }
}
