package eu.parvis.request;

import eu.parvis.db.Rows;
import eu.parvis.db.Sql;
import eu.parvis.request.RequestApi.Line;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Lists, the access of customers, and figures over many requests. */
final class RequestRepository {

    /**
     * Who sees a request: $1 the account, $2 the organisation that it acts for, $3 whether it oversees that. A person
     * sees own orders while acting for the organisation that they were made for.
     */
    private static final String VISIBLE = """
            (request.holder_id = $1 AND request.state <> 'DRAFT'
             OR request.ordered_by = $1 AND (request.organisation_id IS NULL OR request.organisation_id = $2)
             OR $3 AND request.organisation_id = $2)
            """;

    private static final String FIND =
            "SELECT " + RequestColumns.COLUMNS + " FROM request WHERE id = $4 AND " + VISIBLE;

    private static final String ORDERER =
            "SELECT first_name, last_name FROM account WHERE id = $1 AND state <> 'CLOSED'";

    private static final String NEWEST = lines("<", "DESC");

    private static final String OLDEST = lines(">", "ASC");

    private static final String FIRST_NUMBER = """
            SELECT setval('request_number', $1, false) FROM request_number WHERE last_value < $1
            """;

    private static final String USUAL = """
            SELECT state, percentile_disc(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM until - since)::float8) AS seconds
            FROM request_state
            WHERE until > $1 AND state = ANY ($2)
            GROUP BY state
            """;

    private static final String OLD_DRAFTS = """
            SELECT id FROM request WHERE state = 'DRAFT' AND changed_at < $1 ORDER BY changed_at LIMIT $2
            FOR UPDATE SKIP LOCKED
            """;

    private static final String DELETE = "DELETE FROM request WHERE id = ANY ($1::text[]::uuid[]) AND state = 'DRAFT'";

    /**
     * The statement of a list: $4 states; $5 the folded search, or null; $6 the number of the last line before, or null.
     * A number is searched as typed, words also with typing errors.
     */
    private static String lines(String further, String direction) {
        return """
                SELECT id, number, ordered_by, coalesce(submitted_at, created_at) AS at, product, establishment, holder_name,
                       holder_first_name, holder_last_name, state, version
                FROM request
                WHERE %s AND state = ANY ($4)
                  AND ($5::text IS NULL OR search LIKE '%%' || $5 || '%%' OR ($5 !~ '^[0-9 ]+$' AND $5 <%% search))
                  AND ($6::int IS NULL OR number %s $6)
                ORDER BY number %s LIMIT $7
                """.formatted(VISIBLE, further, direction);
    }

    /** Empty if the person may not see it. */
    Future<Optional<CertificateRequest>> find(Sql sql, Requester by, UUID id) {
        return sql.run(FIND, by.account(), by.organisation(), by.overseesOrganisation(), id)
                .map(rows -> Rows.first(rows, RequestColumns::request));
    }

    /** Name of a person; empty if the account is closed and its data are deleted. */
    Future<String> name(Sql sql, UUID account) {
        return sql.run(ORDERER, account)
                .map(rows -> Rows.first(rows, row -> row.getString("first_name") + " " + row.getString("last_name"))
                        .orElse(""));
    }

    /**
     * Lines of the list.
     *
     * @param after number of the last line before
     */
    Future<List<Line>> list(
            Sql sql, RequestApi.ListRequests query, List<RequestState> states, Optional<Integer> after, int limit) {
        var by = query.by();
        return sql.run(
                        query.order() == RequestApi.Order.OLDEST ? OLDEST : NEWEST,
                        by.account(),
                        by.organisation(),
                        by.overseesOrganisation(),
                        states,
                        query.search().map(SearchText::of),
                        after,
                        limit)
                .map(rows -> Rows.all(rows, RequestRepository::line));
    }

    private static Line line(Row row) {
        return new Line(
                row.getUUID("id"),
                row.getInteger("number"),
                row.getUUID("ordered_by"),
                Rows.instant(row, "at"),
                row.getString("product"),
                Rows.optionalText(row, "establishment"),
                Rows.optionalText(row, "holder_name")
                        .or(() -> Rows.optionalText(row, "holder_first_name")
                                .map(first -> first + " " + row.getString("holder_last_name")))
                        .orElse(""),
                Rows.constant(row, "state", RequestState.class),
                row.getInteger("version"));
    }

    /** Raises the next number to the configured first one; never lowers it. */
    Future<Void> beginNumbersAt(Sql sql, int first) {
        return sql.run(FIRST_NUMBER, (long) first).mapEmpty();
    }

    /** The median length of each state that ended since. */
    Future<Map<RequestState, Duration>> usual(Sql sql, Instant since) {
        var states = Arrays.stream(RequestState.values())
                .filter(state -> state.isPending() || state == RequestState.ACCEPTED)
                .toList();
        return sql.run(USUAL, since, states).map(rows -> {
            var usual = new EnumMap<RequestState, Duration>(RequestState.class);
            rows.forEach(row -> usual.put(
                    Rows.constant(row, "state", RequestState.class),
                    Duration.ofSeconds(row.getDouble("seconds").longValue())));
            return Map.copyOf(usual);
        });
    }

    /** Locks drafts that nobody has changed since. */
    Future<List<UUID>> lockOldDrafts(Sql sql, Instant before, int most) {
        return sql.run(OLD_DRAFTS, before, most).map(rows -> Rows.all(rows, row -> row.getUUID("id")));
    }

    Future<Void> deleteDrafts(Sql sql, List<UUID> ids) {
        return sql.run(DELETE, ids).mapEmpty();
    }
}
