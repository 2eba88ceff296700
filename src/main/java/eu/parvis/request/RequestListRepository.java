package eu.parvis.request;

import eu.parvis.db.Rows;
import eu.parvis.db.Sql;
import eu.parvis.request.RequestApi.Line;
import eu.parvis.request.RequestApi.Order;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The lists of requests. Each way to see a request (see {@link Access}) and each state is read from its own index up to
 * the length of the page, so that a page costs the same however many requests there are.
 */
final class RequestListRepository {

    /** A line with the keys by which lists are sorted. */
    record Found(Line line, String holderKey) {}

    private static final String COLUMNS = """
            id, number, ordered_by, coalesce(submitted_at, created_at) AS at, product, establishment, holder_name,
            holder_first_name, holder_last_name, holder_key, state, version
            """;

    /**
     * $1 to $4: {@link Access}. {@code IS TRUE} keeps PostgreSQL from reading the whole organisation for the orders of
     * one person.
     */
    private static final List<String> WAYS = List.of(
            "ordered_by = $1 AND organisation_id IS NULL",
            "ordered_by = $1 AND $2::uuid IS NOT NULL AND (organisation_id = $2) IS TRUE",
            "holder_id = $1 AND state <> 'DRAFT'",
            "organisation_id = $3 AND ($4::text[] IS NULL OR product = ANY ($4) AND state <> 'DRAFT')");

    /** $5 states in the order of the list, $6 for each of them the number of the last line before, $7 the limit. */
    private static final String WANTED =
            "unnest($5::text[], $6::int[]) WITH ORDINALITY AS wanted (state, bound, position)";

    private static final String BELOW = "number < wanted.bound";

    private static final String NEWEST = list(BELOW, "number DESC", "number DESC");
    private static final String OLDEST = list("number > wanted.bound", "number", "number");
    private static final String BY_STATE = list(BELOW, "number DESC", "position, number DESC");
    /** $8 the key of the holder of the last line before. */
    private static final String BY_HOLDER =
            list("(holder_key, - number) > ($8, - wanted.bound)", "holder_key, - number", "holder_key, - number");

    private static final String NEWEST_FOUND = search(BELOW, "number DESC");
    private static final String OLDEST_FOUND = search("number > wanted.bound", "number");
    private static final String FOUND_BY_STATE = search(BELOW, "position, number DESC");
    private static final String FOUND_BY_HOLDER =
            search("(holder_key, - number) > ($10, - wanted.bound)", "holder_key, - number");

    private static String list(String further, String within, String sorting) {
        return "SELECT line.* FROM " + WANTED + " CROSS JOIN LATERAL ("
                + each(way -> "(SELECT " + COLUMNS + " FROM request WHERE " + way
                        + " AND request.state = wanted.state AND " + further + " ORDER BY " + within + " LIMIT $7)")
                + ") AS line ORDER BY " + sorting + " LIMIT $7";
    }

    /**
     * $8 the folded search, $9 the same where single typing errors are forgiven, else null: similar words count only if
     * nothing contains the text. The expression of the organisation is that of the index which contains the words too.
     */
    private static String search(String further, String sorting) {
        return "WITH containing AS MATERIALIZED (" + matching("search LIKE '%' || $8 || '%'")
                + "), alike AS MATERIALIZED ("
                + matching("search %> $9 AND NOT EXISTS (SELECT FROM containing)")
                + ") SELECT line.* FROM (TABLE containing UNION ALL TABLE alike) AS line JOIN " + WANTED
                + " USING (state) WHERE " + further + " ORDER BY " + sorting + " LIMIT $7";
    }

    /** A person's own requests are few: the empty text keeps PostgreSQL from searching those of everybody. */
    private static String matching(String words) {
        return each(way -> "SELECT " + COLUMNS + " FROM request WHERE state = ANY ($5) AND "
                + (way.startsWith("organisation_id = $3")
                        ? way.replace("organisation_id = $3", "organisation_id::text = $3::uuid::text") + " AND "
                                + words
                        : way + " AND " + words.replaceFirst("search", "(search || '')")));
    }

    private static String each(Function<String, String> select) {
        return WAYS.stream().map(select).collect(Collectors.joining(" UNION "));
    }

    /**
     * Lines of the list.
     *
     * @param states in the order of {@link RequestState}
     * @param search empty for all
     */
    Future<List<Found>> list(
            Sql sql,
            Access access,
            Order order,
            List<RequestState> states,
            Optional<SearchText> search,
            Optional<ListCursor> after,
            int limit) {
        var wanted = order == Order.STATE ? from(states, after) : states;
        var arguments = new ArrayList<Object>(List.of(
                access.account(),
                access.own(),
                access.shared(),
                access.approved(),
                wanted,
                bounds(order, wanted, after),
                limit));
        search.ifPresent(text -> arguments.addAll(List.of(text.text(), text.words())));
        if (order == Order.HOLDER) {
            arguments.add(after.map(ListCursor::holder).orElse(""));
        }
        return sql.run(statement(order, search.isPresent()), arguments.toArray())
                .map(rows -> Rows.all(rows, RequestListRepository::found));
    }

    private static List<RequestState> from(List<RequestState> states, Optional<ListCursor> after) {
        return states.stream()
                .filter(state -> after.filter(cursor -> state.compareTo(cursor.state()) < 0)
                        .isEmpty())
                .toList();
    }

    /** In a list sorted by state only the first one is begun. */
    private static Integer[] bounds(Order order, List<RequestState> wanted, Optional<ListCursor> after) {
        var none = order == Order.OLDEST ? 0 : Integer.MAX_VALUE;
        return wanted.stream()
                .map(state -> after.filter(cursor -> order != Order.STATE || cursor.state() == state)
                        .map(ListCursor::number)
                        .orElse(none))
                .toArray(Integer[]::new);
    }

    private static String statement(Order order, boolean search) {
        return switch (order) {
            case NEWEST -> search ? NEWEST_FOUND : NEWEST;
            case OLDEST -> search ? OLDEST_FOUND : OLDEST;
            case STATE -> search ? FOUND_BY_STATE : BY_STATE;
            case HOLDER -> search ? FOUND_BY_HOLDER : BY_HOLDER;
        };
    }

    private static Found found(Row row) {
        return new Found(
                new Line(
                        row.getUUID("id"),
                        row.getInteger("number"),
                        row.getUUID("ordered_by"),
                        Rows.instant(row, "at"),
                        row.getString("product"),
                        Rows.optionalText(row, "establishment"),
                        RequestStore.holderLabel(row),
                        Rows.constant(row, "state", RequestState.class),
                        row.getInteger("version"),
                        false),
                row.getString("holder_key"));
    }

    /** For the test that reads their plans. */
    static Stream<String> statements() {
        return Stream.of(
                NEWEST, OLDEST, BY_STATE, BY_HOLDER, NEWEST_FOUND, OLDEST_FOUND, FOUND_BY_STATE, FOUND_BY_HOLDER);
    }
}
