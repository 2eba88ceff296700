package eu.parvis.request;

import eu.parvis.db.Rows;
import eu.parvis.db.Sql;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The access of customers, and figures over many requests. */
final class RequestRepository {

    /** $1 to $4: {@link Access}. */
    private static final String FIND = "SELECT " + RequestColumns.COLUMNS + """
            FROM request
            WHERE id = $5
              AND (holder_id = $1 AND state <> 'DRAFT'
                   OR ordered_by = $1 AND (organisation_id IS NULL OR organisation_id = $2)
                   OR organisation_id = $3 AND ($4::text[] IS NULL OR product = ANY ($4) AND state <> 'DRAFT'))
            """;

    private static final String ORGANISATION = "SELECT organisation_id FROM request WHERE id = $1";

    private static final String ORDERER =
            "SELECT first_name, last_name FROM account WHERE id = $1 AND state <> 'CLOSED'";

    private static final String FIRST_NUMBER = """
            SELECT setval('request_number', $1, false) FROM request_number WHERE last_value < $1
            """;

    /** The median of the last ones only, so that it costs the same however many requests there are. */
    static final String USUAL = """
            SELECT wanted.state, percentile_disc(0.5) WITHIN GROUP (ORDER BY ended.seconds) AS seconds
            FROM unnest($2::text[]) AS wanted (state)
            CROSS JOIN LATERAL (
                SELECT extract(epoch FROM until - since)::float8 AS seconds
                FROM request_state
                WHERE state = wanted.state AND until > $1
                ORDER BY until DESC LIMIT 1000) AS ended
            GROUP BY wanted.state
            """;

    private static final String OLD_DRAFTS = """
            SELECT id FROM request WHERE state = 'DRAFT' AND changed_at < $1 ORDER BY changed_at LIMIT $2
            FOR UPDATE SKIP LOCKED
            """;

    private static final String DELETE = "DELETE FROM request WHERE id = ANY ($1::text[]::uuid[]) AND state = 'DRAFT'";

    /** Empty if the person may not see it. */
    Future<Optional<CertificateRequest>> find(Sql sql, Access access, UUID id) {
        return sql.run(FIND, access.account(), access.own(), access.shared(), access.approved(), id)
                .map(rows -> Rows.first(rows, RequestColumns::request));
    }

    /** Empty for a request without one, and for none. */
    Future<Optional<UUID>> organisation(Sql sql, UUID id) {
        return sql.run(ORGANISATION, id).map(rows -> Rows.first(rows, row -> row.getUUID("organisation_id")));
    }

    /** Name of a person; empty if the account is closed and its data are deleted. */
    Future<String> name(Sql sql, UUID account) {
        return sql.run(ORDERER, account)
                .map(rows -> Rows.first(rows, row -> row.getString("first_name") + " " + row.getString("last_name"))
                        .orElse(""));
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
