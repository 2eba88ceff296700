package eu.parvis.desk;

import eu.parvis.db.Rows;
import eu.parvis.db.Sql;
import eu.parvis.desk.DeskApi.Age;
import eu.parvis.desk.DeskApi.Arrivals;
import eu.parvis.desk.DeskApi.Refusals;
import eu.parvis.desk.DeskApi.Waiting;
import eu.parvis.request.RequestState;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** Counts for the figures of the desk. */
final class FiguresRepository {

    private static final String ARRIVALS = """
            SELECT (submitted_at AT TIME ZONE $2)::date AS day, count(*)::int AS number
            FROM request WHERE submitted_at >= $1
            GROUP BY day ORDER BY day
            """;

    private static final String WAITING = """
            SELECT state, count(*)::int AS number, min(state_since) AS oldest
            FROM request WHERE state IN ('REGISTERED', 'DOCUMENTS_MISSING', 'IN_REVIEW')
            GROUP BY state ORDER BY state
            """;

    private static final String AGES = """
            SELECT band.from_days, band.to_days, count(request.id)::int AS number
            FROM (VALUES (0, 1), (1, 3), (3, 7), (7, 14), (14, NULL)) AS band (from_days, to_days)
            LEFT JOIN request ON request.state = 'IN_REVIEW'
                 AND request.state_since <= $1::timestamptz - band.from_days * interval '1 day'
                 AND (band.to_days IS NULL
                      OR request.state_since > $1::timestamptz - band.to_days * interval '1 day')
            GROUP BY band.from_days, band.to_days ORDER BY band.from_days
            """;

    private static final String REFUSALS = """
            SELECT true AS of_documents, refusal_code, count(*)::int AS number
            FROM request_document
            WHERE decided_at >= $1 AND (refusal_code IS NOT NULL OR refusal_text IS NOT NULL)
            GROUP BY refusal_code
            UNION ALL
            SELECT false, refusal_code, count(*)::int
            FROM request WHERE state = 'REFUSED' AND state_since >= $1
            GROUP BY refusal_code
            ORDER BY of_documents DESC, number DESC, refusal_code
            """;

    /** Days without a request are absent. */
    Future<List<Arrivals>> arrivals(Sql sql, Instant since, ZoneId zone) {
        return sql.run(ARRIVALS, since, zone.getId())
                .map(rows -> Rows.all(rows, row -> new Arrivals(row.getLocalDate("day"), row.getInteger("number"))));
    }

    Future<List<Waiting>> waiting(Sql sql) {
        return sql.run(WAITING)
                .map(rows -> Rows.all(
                        rows,
                        row -> new Waiting(
                                Rows.constant(row, "state", RequestState.class),
                                row.getInteger("number"),
                                Rows.instant(row, "oldest"))));
    }

    Future<List<Age>> ages(Sql sql, Instant now) {
        return sql.run(AGES, now)
                .map(rows -> Rows.all(
                        rows,
                        row -> new Age(
                                row.getInteger("from_days"),
                                Optional.ofNullable(row.getInteger("to_days")),
                                row.getInteger("number"))));
    }

    Future<List<Refusals>> refusals(Sql sql, Instant since) {
        return sql.run(REFUSALS, since)
                .map(rows -> Rows.all(
                        rows,
                        row -> new Refusals(
                                row.getBoolean("of_documents"),
                                Rows.optionalText(row, "refusal_code"),
                                row.getInteger("number"))));
    }
}
