package eu.parvis.desk;

import eu.parvis.db.Rows;
import eu.parvis.db.Sql;
import eu.parvis.desk.DeskApi.AskQueue;
import eu.parvis.desk.DeskApi.HeldBy;
import eu.parvis.desk.DeskApi.QueueLine;
import eu.parvis.request.RequestState;
import eu.parvis.request.RequestStore;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Lists requests for the desk, of all customers. */
final class QueueRepository {

    /**
     * $1 claims with an act after this time count; $2 states; $3 product or null; $4 the operator whose requests are
     * wanted, or null; $5 whether only those that nobody has; $6 folded search or null.
     */
    private static final String LINES = """
            SELECT request.id, request.number, request.product, request.establishment, request.holder_name,
                   request.holder_first_name, request.holder_last_name, request.state, request.state_since,
                   claim.operator_id, claim.acted_at, operator.first_name, operator.last_name
            FROM request
            LEFT JOIN desk_claim claim ON claim.request_id = request.id AND claim.acted_at > $1
            LEFT JOIN account operator ON operator.id = claim.operator_id
            WHERE request.state = ANY ($2)
              AND ($3::text IS NULL OR request.product = $3)
              AND ($4::uuid IS NULL OR claim.operator_id = $4)
              AND ($5::boolean IS FALSE OR claim.request_id IS NULL)
              AND ($6::text IS NULL OR request.search LIKE '%' || $6 || '%'
                   OR ($6 !~ '^[0-9 ]+$' AND $6 <% request.search))
            """;

    private static final String QUEUE = LINES + """
              AND request.state IN ('REGISTERED', 'DOCUMENTS_MISSING', 'IN_REVIEW')
              AND ((request.state <> 'IN_REVIEW'), request.state_since, request.id) > ($7, $8, $9)
            ORDER BY (request.state <> 'IN_REVIEW'), request.state_since, request.id
            LIMIT $10
            """;

    private static final String ALL = LINES + """
              AND request.state <> 'DRAFT' AND request.number < $7
            ORDER BY request.number DESC
            LIMIT $8
            """;

    private final Duration claim;

    QueueRepository(DeskSettings settings) {
        this.claim = settings.claim();
    }

    /** Those that wait for the desk or the customer. */
    Future<List<QueueLine>> queue(Sql sql, AskQueue query, Set<RequestState> states, Page page, Instant now) {
        var start = page.start();
        return sql.run(
                        QUEUE,
                        now.minus(claim),
                        states,
                        query.product(),
                        holder(query),
                        query.held() == DeskApi.Held.NOBODY,
                        query.search().map(RequestStore::searched),
                        start.later(),
                        start.since(),
                        start.id(),
                        page.limit())
                .map(rows -> Rows.all(rows, this::line));
    }

    /** All but drafts, the highest numbers first. */
    Future<List<QueueLine>> all(Sql sql, AskQueue query, Set<RequestState> states, Page page, Instant now) {
        return sql.run(
                        ALL,
                        now.minus(claim),
                        states,
                        query.product(),
                        holder(query),
                        query.held() == DeskApi.Held.NOBODY,
                        query.search().map(RequestStore::searched),
                        page.start().number(),
                        page.limit())
                .map(rows -> Rows.all(rows, this::line));
    }

    /** Where a page starts, and its length. */
    record Page(QueueCursor start, int limit) {}

    private static Optional<Object> holder(AskQueue query) {
        return query.held() == DeskApi.Held.ME ? Optional.of(query.by().account()) : Optional.empty();
    }

    private QueueLine line(Row row) {
        return new QueueLine(
                row.getUUID("id"),
                row.getInteger("number"),
                row.getString("product"),
                Rows.optionalText(row, "establishment"),
                RequestStore.holderLabel(row),
                Rows.constant(row, "state", RequestState.class),
                Rows.instant(row, "state_since"),
                heldBy(row));
    }

    private Optional<HeldBy> heldBy(Row row) {
        return Optional.ofNullable(row.getUUID("operator_id"))
                .map(operator -> new HeldBy(
                        operator,
                        row.getString("first_name") + " " + row.getString("last_name"),
                        Rows.instant(row, "acted_at").plus(claim)));
    }
}
