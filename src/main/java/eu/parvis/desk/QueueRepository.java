package eu.parvis.desk;

import eu.parvis.db.Rows;
import eu.parvis.db.Sql;
import eu.parvis.desk.DeskApi.AskQueue;
import eu.parvis.desk.DeskApi.Held;
import eu.parvis.desk.DeskApi.HeldBy;
import eu.parvis.desk.DeskApi.QueueLine;
import eu.parvis.request.RequestState;
import eu.parvis.request.RequestStore;
import eu.parvis.request.SearchText;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Lists requests for the desk, of all customers. Each state is read from its own index up to the length of the page, so
 * that a page costs the same however many requests there are.
 */
final class QueueRepository {

    private static final String COLUMNS = """
            request.id, request.number, request.product, request.establishment, request.holder_name,
            request.holder_first_name, request.holder_last_name, request.state, request.state_since
            """;

    private static final String LINE = COLUMNS + """
            , claim.operator_id, claim.claimed_at, claim.acted_at, operator.first_name, operator.last_name
            FROM\s""";

    /** $1 claims with an act after this time count. The limit keeps PostgreSQL from reading all claims at once. */
    private static final String CLAIM = """
            LEFT JOIN LATERAL (
                SELECT operator_id, claimed_at, acted_at FROM desk_claim
                WHERE request_id = request.id AND acted_at > $1 LIMIT 1) AS claim ON true
            LEFT JOIN account operator ON operator.id = claim.operator_id
            """;

    private static final String PENDING = " request.state IN ('REGISTERED', 'DOCUMENTS_MISSING', 'IN_REVIEW') ";

    /** $2 states, $3 whether only requests that nobody has. */
    private static final String OF_ONE_STATE = """
            request.state = wanted.state
            AND NOT ($3::boolean AND coalesce((SELECT taken.acted_at FROM desk_claim taken
                                           WHERE taken.request_id = request.id) > $1, false))
            """;

    private static final String OLDEST_FIRST =
            " ORDER BY (request.state <> 'IN_REVIEW'), request.state_since, request.id ";

    /** $4 to $6 the last line before: whether it was behind those in review, since when, id; $7 limit. */
    static final String QUEUE = queue("");

    /** $8 product. */
    static final String QUEUE_OF_PRODUCT = queue("AND request.product = $8");

    /** $4 number of the last line before, $5 limit. */
    static final String ALL = all("");

    /** $6 product. */
    static final String ALL_OF_PRODUCT = all("AND request.product = $6");

    /**
     * $1 claims with an act after this time count, $2 states, $3 the operator, $4 product or null, $5 folded search or
     * null, $6 the same where typing errors are forgiven, or null.
     */
    private static final String MINE = "SELECT " + LINE + """
            desk_claim claim
            CROSS JOIN LATERAL (
                SELECT %s FROM request
                WHERE request.id = claim.request_id AND request.state = ANY ($2)
                  AND ($4::text IS NULL OR request.product = $4)
                  AND ($5::text IS NULL OR request.search LIKE '%%' || $5 || '%%' OR $6 <%% request.search)
                LIMIT 1) AS request
            JOIN account operator ON operator.id = claim.operator_id
            WHERE claim.operator_id = $3 AND claim.acted_at > $1
            """.formatted(COLUMNS);

    /** $7 to $9 the last line before, $10 limit. */
    static final String MINE_BY_AGE = MINE
            + "AND ((request.state <> 'IN_REVIEW'), request.state_since, request.id) > ($7, $8, $9)"
            + OLDEST_FIRST + "LIMIT $10";

    /** $7 number of the last line before, $8 limit. */
    static final String MINE_BY_NUMBER = MINE + "AND request.number < $7 ORDER BY request.number DESC LIMIT $8";

    /** Conditions of a search. The sum keeps PostgreSQL from reading the index of all numbers. */
    private static final String MATCHING = """
            request.state = ANY ($2) AND request.number + 0 < $4
            AND ($6::text IS NULL OR request.product = $6)
            AND NOT ($3::boolean AND coalesce((SELECT taken.acted_at FROM desk_claim taken
                                               WHERE taken.request_id = request.id) > $1, false))
            """;

    /** Newest requests that a search reads before it uses the index of words: a frequent word is found among them. */
    private static final int NEWEST = 2_000;

    /**
     * $1 to $3 as in QUEUE, $4 number of the last line before, $5 limit, $6 product or null, $7 folded search, $8 the same
     * where typing errors are forgiven, or null. Similar words count only if nothing contains the text.
     */
    static final String SEARCH = """
            WITH newest AS MATERIALIZED (
                SELECT %1$s FROM (SELECT %1$s, request.search FROM request WHERE request.number < $4
                                  ORDER BY request.number DESC LIMIT %3$d) AS request
                WHERE %2$s AND request.search LIKE '%%' || $7 || '%%'
                LIMIT $5),
            containing AS MATERIALIZED (
                SELECT %1$s FROM request
                WHERE %2$s AND request.search LIKE '%%' || $7 || '%%' AND (SELECT count(newest.id) FROM newest) < $5),
            alike AS MATERIALIZED (
                SELECT %1$s FROM request
                WHERE %2$s AND request.search %%> $8
                  AND NOT EXISTS (SELECT FROM newest) AND NOT EXISTS (SELECT FROM containing)),
            request AS (
                SELECT %1$s FROM (TABLE newest UNION TABLE containing UNION ALL TABLE alike) AS request
                ORDER BY request.number DESC LIMIT $5)
            """.formatted(COLUMNS, MATCHING, NEWEST) + "SELECT " + LINE + "request " + CLAIM
            + "ORDER BY request.number DESC";

    private final Duration claim;
    private final Duration due;

    QueueRepository(DeskSettings settings) {
        this.claim = settings.claim();
        this.due = settings.due();
    }

    private static String queue(String further) {
        return "SELECT " + LINE + """
                unnest($2::text[]) AS wanted (state)
                CROSS JOIN LATERAL (
                    SELECT %s FROM request
                    WHERE %s AND %s %s
                      AND (request.state_since, request.id)
                          > (CASE WHEN (wanted.state <> 'IN_REVIEW') = $4 THEN $5::timestamptz ELSE '-infinity' END, $6)
                    ORDER BY request.state_since, request.id LIMIT $7) AS request
                %s
                WHERE (wanted.state <> 'IN_REVIEW') >= $4
                %s LIMIT $7
                """.formatted(COLUMNS, PENDING, OF_ONE_STATE, further, CLAIM, OLDEST_FIRST);
    }

    private static String all(String further) {
        return "SELECT " + LINE + """
                unnest($2::text[]) AS wanted (state)
                CROSS JOIN LATERAL (
                    SELECT %s FROM request
                    WHERE request.state <> 'DRAFT' AND %s %s AND - request.number > - $4::int
                    ORDER BY - request.number LIMIT $5) AS request
                %s
                ORDER BY request.number DESC LIMIT $5
                """.formatted(COLUMNS, OF_ONE_STATE, further, CLAIM);
    }

    /** Those that wait for the desk or the customer. */
    Future<List<QueueLine>> queue(Sql sql, AskQueue query, Set<RequestState> states, Page page, Instant now) {
        var start = page.start();
        var arguments = query.held() == Held.ME ? mine(query, states, now) : filters(query, states, now);
        arguments.addAll(List.of(start.later(), start.since(), start.id(), page.limit()));
        if (query.held() == Held.ME) {
            return lines(sql, MINE_BY_AGE, arguments);
        }
        query.product().ifPresent(arguments::add);
        return lines(sql, query.product().isPresent() ? QUEUE_OF_PRODUCT : QUEUE, arguments);
    }

    /** The highest numbers first. */
    Future<List<QueueLine>> all(Sql sql, AskQueue query, Set<RequestState> states, Page page, Instant now) {
        var arguments = query.held() == Held.ME ? mine(query, states, now) : filters(query, states, now);
        arguments.addAll(List.of(page.start().number(), page.limit()));
        if (query.held() == Held.ME) {
            return lines(sql, MINE_BY_NUMBER, arguments);
        }
        if (query.search().isPresent()) {
            arguments.addAll(Arrays.asList(query.product().orElse(null), contained(query), similar(query)));
            return lines(sql, SEARCH, arguments);
        }
        query.product().ifPresent(arguments::add);
        return lines(sql, query.product().isPresent() ? ALL_OF_PRODUCT : ALL, arguments);
    }

    /** Where a page starts, and its length. */
    record Page(QueueCursor start, int limit) {}

    private List<Object> filters(AskQueue query, Set<RequestState> states, Instant now) {
        return new ArrayList<>(List.of(now.minus(claim), states, query.held() == Held.NOBODY));
    }

    private List<Object> mine(AskQueue query, Set<RequestState> states, Instant now) {
        return new ArrayList<>(Arrays.asList(
                now.minus(claim),
                states,
                query.by().account(),
                query.product().orElse(null),
                contained(query),
                similar(query)));
    }

    private static String contained(AskQueue query) {
        return query.search().map(SearchText::typed).map(SearchText::text).orElse(null);
    }

    private static String similar(AskQueue query) {
        return query.search().map(SearchText::typed).flatMap(SearchText::words).orElse(null);
    }

    private Future<List<QueueLine>> lines(Sql sql, String statement, List<Object> arguments) {
        return sql.run(statement, arguments.toArray()).map(rows -> Rows.all(rows, this::line));
    }

    private QueueLine line(Row row) {
        var state = Rows.constant(row, "state", RequestState.class);
        var since = Rows.instant(row, "state_since");
        return new QueueLine(
                row.getUUID("id"),
                row.getInteger("number"),
                row.getString("product"),
                Rows.optionalText(row, "establishment"),
                RequestStore.holderLabel(row),
                state,
                since,
                state == RequestState.IN_REVIEW ? Optional.of(since.plus(due)) : Optional.empty(),
                heldBy(row));
    }

    private Optional<HeldBy> heldBy(Row row) {
        return Optional.ofNullable(row.getUUID("operator_id"))
                .map(operator -> new HeldBy(
                        operator,
                        row.getString("first_name") + " " + row.getString("last_name"),
                        Rows.instant(row, "claimed_at"),
                        Rows.instant(row, "acted_at").plus(claim)));
    }
}
