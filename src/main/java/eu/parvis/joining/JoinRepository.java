package eu.parvis.joining;

import eu.parvis.db.PersonColumns;
import eu.parvis.db.Rows;
import eu.parvis.db.Sql;
import eu.parvis.joining.JoinRequest.DecidingParty;
import eu.parvis.joining.JoinRequest.State;
import eu.parvis.membership.Role;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

final class JoinRepository {

    private static final String INSERT = """
            INSERT INTO join_request (id, organisation_id, organisation_name, reference, email_key, language, state, asked,
                                      asked_at, created_at, %s)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, %s)
            ON CONFLICT (organisation_id, email_key) WHERE state = 'OPEN' DO NOTHING
            """.formatted(PersonColumns.COLUMNS, PersonColumns.COLUMNS.parameters(10));

    static final String COLUMNS = """
            id, organisation_id, organisation_name, reference, language, state, asked, asked_at, created_at, decided_at,
            decided_by, %s
            """.formatted(PersonColumns.COLUMNS);

    private static final String SELECT = """
            SELECT %s
            FROM join_request
            """.formatted(COLUMNS);

    private static final String BY_ID = SELECT + "WHERE id = $1";

    private static final String LOCK = BY_ID + " FOR UPDATE";

    private static final String OPEN = SELECT + "WHERE organisation_id = $1 AND state = 'OPEN' ORDER BY created_at, id";

    private static final String UNANSWERED = SELECT + """
            WHERE state = 'OPEN' AND (asked_at <= $1 OR organisation_id IS NULL)
            ORDER BY asked_at
            LIMIT $2
            """;

    /** Conditional on the current state, so that only one of several concurrent sweeps changes the row. */
    private static final String PASS_ON = """
            UPDATE join_request SET asked = $3, asked_at = $4 WHERE id = $1 AND asked = $2 AND state = 'OPEN'
            """;

    private static final String EXPIRE = """
            UPDATE join_request SET state = 'EXPIRED', decided_at = $2 WHERE id = $1 AND state = 'OPEN'
            """;

    private static final String DECIDE = """
            UPDATE join_request SET state = $2, roles = $3, decided_by = $4, decided_at = $5
            WHERE id = $1 AND state = 'OPEN'
            """;

    /** Requests that cannot be decided any more: decided, expired or repeated ones. */
    private static final String DELETE_OLD = """
            DELETE FROM join_request WHERE id IN (
                SELECT id FROM join_request
                WHERE state <> 'OPEN' AND coalesce(decided_at, created_at) <= $1
                ORDER BY coalesce(decided_at, created_at)
                LIMIT $2
                FOR UPDATE SKIP LOCKED)
            """;

    /** Inserts a request. False if it is open and the person already has an open request for that organisation. */
    Future<Boolean> insert(Sql sql, JoinRequest request) {
        return sql.run(
                        INSERT,
                        request.id(),
                        request.organisation(),
                        request.organisationName(),
                        request.reference(),
                        request.person().email().key(),
                        request.language().code(),
                        request.state(),
                        request.asked(),
                        request.createdAt(),
                        PersonColumns.values(request.person()))
                .map(Rows::changed);
    }

    Future<Optional<JoinRequest>> byId(Sql sql, UUID id) {
        return sql.run(BY_ID, id).map(rows -> Rows.first(rows, JoinRepository::request));
    }

    /** Reads the request and locks it until the transaction ends. */
    Future<Optional<JoinRequest>> lock(Sql sql, UUID id) {
        return sql.run(LOCK, id).map(rows -> Rows.first(rows, JoinRepository::request));
    }

    /** Open requests, the oldest first. */
    Future<List<JoinRequest>> open(Sql sql, UUID organisation) {
        return sql.run(OPEN, organisation).map(rows -> Rows.all(rows, JoinRepository::request));
    }

    /** Open requests that wait since before that time, or whose organisation was removed. */
    Future<List<JoinRequest>> unanswered(Sql sql, Instant askedBefore, int limit) {
        return sql.run(UNANSWERED, askedBefore, limit).map(rows -> Rows.all(rows, JoinRepository::request));
    }

    Future<Boolean> passOn(Sql sql, JoinRequest request, DecidingParty to, Instant at) {
        return sql.run(PASS_ON, request.id(), request.asked(), to, at).map(Rows::changed);
    }

    Future<Boolean> expire(Sql sql, JoinRequest request, Instant at) {
        return sql.run(EXPIRE, request.id(), at).map(Rows::changed);
    }

    Future<Void> decide(Sql sql, UUID id, State state, List<Role> roles, Optional<UUID> by, Instant at) {
        return sql.run(DECIDE, id, state, roles, by, at).mapEmpty();
    }

    Future<Integer> deleteOld(Sql sql, Instant until, int most) {
        return sql.run(DELETE_OLD, until, most).map(rows -> rows.rowCount());
    }

    static JoinRequest request(Row row) {
        return new JoinRequest(
                row.getUUID("id"),
                Optional.ofNullable(row.getUUID("organisation_id")),
                row.getString("organisation_name"),
                row.getString("reference"),
                PersonColumns.person(row),
                PersonColumns.language(row),
                Rows.constant(row, "state", State.class),
                Rows.constant(row, "asked", DecidingParty.class),
                Rows.instant(row, "asked_at"),
                Rows.instant(row, "created_at"),
                Rows.optionalInstant(row, "decided_at"),
                Optional.ofNullable(row.getUUID("decided_by")));
    }
}
