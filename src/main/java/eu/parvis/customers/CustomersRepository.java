package eu.parvis.customers;

import eu.parvis.account.Account;
import eu.parvis.customers.CustomersApi.PersonFile;
import eu.parvis.customers.CustomersApi.RequestLine;
import eu.parvis.db.Rows;
import eu.parvis.db.Sql;
import eu.parvis.membership.Membership;
import eu.parvis.request.RequestState;
import eu.parvis.request.RequestStore;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads what the files of organisations and people show beside the rows of other packages. */
final class CustomersRepository {

    private static final String ONE = """
            SELECT operator, created_at, activated_at, signed_in_at, locked_at, deletion_due_at
            FROM account WHERE id = $1 AND state <> 'CLOSED'
            """;

    private static final String COLUMNS = """
            id, number, product, holder_name, holder_first_name, holder_last_name, request.state, state_since
            """;

    /** Reads from each state as many rows as are shown. */
    private static final String OF_ORGANISATION = """
            SELECT latest.* FROM unnest($2::text[]) AS wanted (state)
            CROSS JOIN LATERAL (SELECT %s FROM request
                                WHERE organisation_id = $1 AND request.state = wanted.state
                                ORDER BY number DESC LIMIT $3) latest
            ORDER BY number DESC LIMIT $3
            """.formatted(COLUMNS);

    /** Like {@link #OF_ORGANISATION}. */
    private static final String OF_PERSON = """
            SELECT DISTINCT latest.* FROM unnest($2::text[]) AS wanted (state)
            CROSS JOIN LATERAL ((SELECT %1$s FROM request
                                 WHERE ordered_by = $1 AND request.state = wanted.state
                                 ORDER BY number DESC LIMIT $3)
                                UNION ALL
                                (SELECT %1$s FROM request
                                 WHERE holder_id = $1 AND request.state = wanted.state
                                 ORDER BY number DESC LIMIT $3)) latest
            ORDER BY number DESC LIMIT $3
            """.formatted(COLUMNS);

    private static final List<RequestState> SUBMITTED = Arrays.stream(RequestState.values())
            .filter(state -> state != RequestState.DRAFT)
            .toList();

    private static final int MOST_REQUESTS = 20;

    Future<List<RequestLine>> requestsOfOrganisation(Sql sql, UUID organisation) {
        return requests(sql, OF_ORGANISATION, organisation);
    }

    /** Those that the person ordered or holds. */
    Future<List<RequestLine>> requestsOfPerson(Sql sql, UUID account) {
        return requests(sql, OF_PERSON, account);
    }

    private static Future<List<RequestLine>> requests(Sql sql, String statement, UUID of) {
        return sql.run(statement, of, SUBMITTED, MOST_REQUESTS)
                .map(rows -> Rows.all(rows, CustomersRepository::request));
    }

    private static RequestLine request(Row row) {
        return new RequestLine(
                row.getUUID("id"),
                row.getInteger("number"),
                row.getString("product"),
                RequestStore.holderLabel(row),
                Rows.constant(row, "state", RequestState.class),
                Rows.instant(row, "state_since"));
    }

    /** Empty for a deleted account. */
    Future<Optional<PersonFile>> person(
            Sql sql, Account account, List<Membership> memberships, List<RequestLine> requests) {
        return sql.run(ONE, account.id())
                .map(rows -> Rows.first(
                        rows,
                        row -> new PersonFile(
                                account,
                                row.getBoolean("operator"),
                                Rows.instant(row, "created_at"),
                                Rows.optionalInstant(row, "activated_at"),
                                Rows.optionalInstant(row, "signed_in_at"),
                                Rows.optionalInstant(row, "locked_at"),
                                Rows.optionalInstant(row, "deletion_due_at"),
                                memberships,
                                requests)));
    }
}
