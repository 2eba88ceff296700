package eu.parvis.validation;

import eu.parvis.catalogue.CheckedThing;
import eu.parvis.db.Rows;
import eu.parvis.db.Sql;
import eu.parvis.validation.ValidationApi.AskCalendar;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.sqlclient.Row;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Lists validations by the day on which they end. */
final class CalendarRepository {

    /**
     * $1 {@link ReusePeriods}, $2 the policy of each product, $3 today, $4 the last day of the calendar, $5 thing or null.
     * Of the validations of a subject, the one that lasts longest counts.
     */
    private static final String ENDING = """
            WITH best AS (
                SELECT DISTINCT ON (validation.thing, validation.subject, policy)
                       validation.id, validation.thing, validation.subject, validation.label, validation.method,
                       validation.checked_on, validation.request_id, below, policy,
                       coalesce(period.until, validation.checked_on + period.days) AS ends
                FROM validation
                JOIN json_to_recordset($1::json) AS period (
                     method text, below boolean, policy int, first date, last date, days int, until date)
                  ON period.method = validation.method
                 AND validation.checked_on BETWEEN period.first AND period.last
                WHERE validation.withdrawn_at IS NULL AND ($5::text IS NULL OR validation.thing = $5)
                ORDER BY validation.thing, validation.subject, policy, ends DESC, validation.recorded_at DESC),
            needed AS (
                SELECT DISTINCT product.policy, need.thing, key, key = need.subject AS exact
                FROM request
                JOIN json_to_recordset($2::json) AS product (code text, policy int) ON product.code = request.product
            """ + ValidationColumns.NEEDS + """
                CROSS JOIN LATERAL unnest(name.keys) key
                WHERE request.state IN ('REGISTERED', 'DOCUMENTS_MISSING', 'IN_REVIEW') AND need.subject IS NOT NULL)
            SELECT best.id, best.thing, best.label, best.method, best.checked_on, best.request_id, best.policy, best.ends
            FROM best
            WHERE best.ends BETWEEN $3 AND $4
               OR best.ends < $3 AND EXISTS (
                  SELECT FROM needed
                  WHERE needed.policy = best.policy AND needed.thing = best.thing AND needed.key = best.subject
                    AND (needed.exact OR best.below))
            """;

    private static final String LINES = """
            SELECT ending.id, ending.thing, ending.label, ending.method, ending.checked_on, ending.policy, ending.ends,
                   organisation.name AS organisation
            FROM (
            """ + ENDING + """
            ) ending
            JOIN request ON request.id = ending.request_id
            LEFT JOIN organisation ON organisation.id = request.organisation_id
            WHERE (ending.ends, ending.id, ending.policy) > ($6, $7, $8)
              AND ($9::text IS NULL OR position(lower($9) in lower(organisation.name)) > 0)
            ORDER BY ending.ends, ending.id, ending.policy
            LIMIT $10
            """;

    private static final String COUNT = "SELECT count(DISTINCT id)::int AS number FROM (" + ENDING + ") ending";

    private static final String OTHERS = ValidationColumns.SELECT + """
            JOIN validation shown ON shown.thing = validation.thing AND shown.subject = validation.subject
            WHERE shown.id = $1 AND validation.id <> $1
            ORDER BY validation.checked_on DESC, validation.recorded_at DESC
            LIMIT $2
            """;

    private static final int MOST_OTHERS = 50;

    /**
     * The rules and the days of a calendar.
     *
     * @param policies of each product
     */
    record Span(JsonArray periods, JsonArray policies, LocalDate today, LocalDate last) {}

    /** A line with the number of its policy. */
    record Line(
            UUID id,
            CheckedThing thing,
            String subject,
            Optional<String> organisation,
            ValidationMethod method,
            LocalDate checkedOn,
            int policy,
            LocalDate until) {}

    Future<List<Line>> lines(Sql sql, Span span, AskCalendar query, CalendarCursor start, int limit) {
        return sql.run(
                        LINES,
                        span.periods(),
                        span.policies(),
                        span.today(),
                        span.last(),
                        query.thing(),
                        start.until(),
                        start.id(),
                        start.policy(),
                        query.organisation(),
                        limit)
                .map(rows -> Rows.all(rows, CalendarRepository::line));
    }

    private static Line line(Row row) {
        return new Line(
                row.getUUID("id"),
                Rows.constant(row, "thing", CheckedThing.class),
                row.getString("label"),
                Rows.optionalText(row, "organisation"),
                Rows.constant(row, "method", ValidationMethod.class),
                row.getLocalDate("checked_on"),
                row.getInteger("policy"),
                row.getLocalDate("ends"));
    }

    Future<Integer> count(Sql sql, Span span) {
        return sql.run(COUNT, span.periods(), span.policies(), span.today(), span.last(), Optional.empty())
                .map(rows -> rows.iterator().next().getInteger("number"));
    }

    /** Of the same subject, the newest first. */
    Future<List<Validation>> others(Sql sql, UUID id) {
        return sql.run(OTHERS, id, MOST_OTHERS).map(rows -> Rows.all(rows, ValidationColumns::validation));
    }
}
