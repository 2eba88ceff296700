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
     * First what ends and is not outlasted by another validation of the subject; then, of what requests need, the
     * validation that lasted longest. Of a domain or mailbox, each applicant has validations of its own.
     */
    private static final String ENDING = """
            WITH period AS MATERIALIZED (
                SELECT period.method, period.below, period.policy, period.first, period.last, period.days, period.until
                FROM json_to_recordset($1::json) AS period (
                     method text, below boolean, policy int, first date, last date, days int, until date)),
            needed AS MATERIALIZED (
                SELECT product.policy, need.thing, need.subject, need.applicant, key, key = need.subject AS exact
                FROM request
                JOIN json_to_recordset($2::json) AS product (code text, policy int) ON product.code = request.product
            """ + ValidationColumns.NEEDS + """
                CROSS JOIN LATERAL unnest(name.keys) key
                WHERE request.state IN ('REGISTERED', 'DOCUMENTS_MISSING', 'IN_REVIEW') AND need.subject IS NOT NULL
                  AND ($5::text IS NULL OR need.thing = $5)),
            longest AS (
                SELECT DISTINCT ON (needed.policy, needed.thing, needed.subject, needed.applicant)
                       validation.id, needed.policy, coalesce(period.until, validation.checked_on + period.days) AS ends
                FROM needed
                JOIN validation ON validation.thing = needed.thing AND validation.subject = needed.key
                JOIN request source ON source.id = validation.request_id
                 AND (needed.applicant IS NULL OR needed.applicant = coalesce(source.organisation_id, source.ordered_by))
                JOIN period ON period.method = validation.method AND period.policy = needed.policy
                 AND validation.checked_on BETWEEN period.first AND period.last AND (needed.exact OR period.below)
                WHERE validation.withdrawn_at IS NULL
                ORDER BY needed.policy, needed.thing, needed.subject, needed.applicant, ends DESC)
            SELECT validation.id, period.policy, coalesce(period.until, validation.checked_on + period.days) AS ends
            FROM period
            JOIN validation ON validation.method = period.method
             AND validation.checked_on BETWEEN greatest(period.first, $3::date - period.days)
                                           AND least(period.last, $4::date - period.days)
            JOIN request source ON source.id = validation.request_id
            WHERE validation.withdrawn_at IS NULL AND (period.until IS NULL OR period.until BETWEEN $3 AND $4)
              AND ($5::text IS NULL OR validation.thing = $5)
              AND NOT EXISTS (
                  SELECT FROM validation other
                  JOIN period longer ON longer.policy = period.policy AND longer.method = other.method
                   AND other.checked_on BETWEEN longer.first AND longer.last
                  JOIN request theirs ON theirs.id = other.request_id
                   AND (other.thing IN ('ORGANISATION', 'PERSON')
                        OR coalesce(theirs.organisation_id, theirs.ordered_by)
                           = coalesce(source.organisation_id, source.ordered_by))
                  WHERE other.thing = validation.thing AND other.subject = validation.subject
                    AND other.withdrawn_at IS NULL AND other.id <> validation.id
                    AND (coalesce(longer.until, other.checked_on + longer.days), other.id)
                        > (coalesce(period.until, validation.checked_on + period.days), validation.id))
            UNION
            SELECT longest.id, longest.policy, longest.ends FROM longest WHERE longest.ends < $3
            """;

    private static final String LINES = """
            SELECT ending.id, validation.thing, validation.label, validation.method, validation.checked_on, ending.policy,
                   ending.ends, organisation.name AS organisation
            FROM (
            """ + ENDING + """
            ) ending
            JOIN validation ON validation.id = ending.id
            JOIN request ON request.id = validation.request_id
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
