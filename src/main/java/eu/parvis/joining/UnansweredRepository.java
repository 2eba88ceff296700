package eu.parvis.joining;

import eu.parvis.db.Rows;
import eu.parvis.db.Sql;
import eu.parvis.joining.JoinApi.AtDesk;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Requests to join as the registration desk sees them: with the administrators who could answer. */
final class UnansweredRepository {

    private static final String SELECT = """
            SELECT %s, reminded_at, administrators.names
            FROM join_request
            CROSS JOIN LATERAL (
                SELECT coalesce(array_agg(account.first_name || ' ' || account.last_name
                                          ORDER BY account.last_name, account.first_name), '{}') AS names
                FROM member JOIN account ON account.id = member.account_id
                WHERE member.organisation_id = join_request.organisation_id AND member.state = 'ACTIVE'
                  AND 'ADMINISTRATOR' = ANY (member.roles)) administrators
            """.formatted(JoinRepository.COLUMNS);

    private static final String OPEN = SELECT + """
            WHERE state = 'OPEN' AND organisation_id IS NOT NULL AND created_at <= $1 AND (created_at, id) > ($2, $3)
            ORDER BY created_at, id
            LIMIT $4
            """;

    private static final String BY_ID =
            SELECT + "WHERE id = $1 AND state <> 'REPEATED' AND organisation_id IS NOT NULL";

    private static final String REMIND = """
            UPDATE join_request SET reminded_at = $2
            WHERE id = $1 AND state = 'OPEN' AND (reminded_at IS NULL OR reminded_at <= $3)
            """;

    /** Open requests that were made before that time, the oldest first. */
    Future<List<AtDesk>> open(Sql sql, Instant madeBefore, Instant afterTime, UUID afterId, int most) {
        return sql.run(OPEN, madeBefore, afterTime, afterId, most)
                .map(rows -> Rows.all(rows, UnansweredRepository::atDesk));
    }

    Future<Optional<AtDesk>> byId(Sql sql, UUID id) {
        return sql.run(BY_ID, id).map(rows -> Rows.first(rows, UnansweredRepository::atDesk));
    }

    /** False if the administrators were reminded since that time. */
    Future<Boolean> remind(Sql sql, UUID id, Instant at, Instant notSince) {
        return sql.run(REMIND, id, at, notSince).map(Rows::changed);
    }

    private static AtDesk atDesk(Row row) {
        return new AtDesk(
                JoinRepository.request(row),
                Rows.optionalInstant(row, "reminded_at"),
                Arrays.asList(row.getArrayOfStrings("names")));
    }
}
