package eu.parvis.customers;

import eu.parvis.account.Account;
import eu.parvis.company.CompanyApi;
import eu.parvis.customers.CustomersApi.OrganisationLine;
import eu.parvis.customers.CustomersApi.PersonLine;
import eu.parvis.db.Rows;
import eu.parvis.db.Sql;
import eu.parvis.organisation.Organisation;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.List;

/** Finds organisations and people, and the organisations whose verification waits for the desk. */
final class SearchRepository {

    private static final String COLUMNS = """
            organisation.id, name, coalesce(siret, vat_number, identification_number) AS number, town,
            organisation.state, organisation.created_at, verification.state AS register,
            coalesce((verification.state <> 'VERIFIED' OR decision = 'REFUSED')
                     AND decided_state IS DISTINCT FROM verification.state, false) AS pending
            """;

    /** The text of an index: the planner compares it word by word. */
    private static final String ORGANISATION_TEXT = "customers_text(name || ' ' || coalesce(siret, '') || ' '"
            + " || coalesce(vat_number, '') || ' ' || coalesce(identification_number, ''))";

    /** Like {@link #ORGANISATION_TEXT}. */
    private static final String PERSON_TEXT =
            "customers_text(first_name || ' ' || last_name || ' ' || email || ' ' || identifier)";

    /** $1 a folded text; $3 whether typing errors are forgiven. Else the second part is null, and its index is not read. */
    private static final String MATCHES = """
            (%1$s LIKE '%%' || $1 || '%%' OR CASE WHEN $3::boolean THEN $1 END <%% %1$s)
            """;

    /** Reads the verifications of the best matches only. */
    static final String ORGANISATIONS = """
            WITH best AS (
                SELECT id, name, siret, vat_number, identification_number, town, state, created_at,
                       word_similarity($1, %2$s) AS likeness
                FROM organisation
                WHERE %3$s
                ORDER BY likeness DESC, name, id
                LIMIT $2)
            SELECT %1$s
            FROM best AS organisation LEFT JOIN verification ON organisation_id = organisation.id
            ORDER BY likeness DESC, name, organisation.id
            """.formatted(COLUMNS, ORGANISATION_TEXT, MATCHES.formatted(ORGANISATION_TEXT));

    static final String PEOPLE = """
            SELECT id, first_name, last_name, email, identifier, state, operator
            FROM account
            WHERE state <> 'CLOSED' AND %s
            ORDER BY word_similarity($1, %s) DESC, last_name, first_name, id
            LIMIT $2
            """.formatted(MATCHES.formatted(PERSON_TEXT), PERSON_TEXT);

    private static final String FOLDED = "SELECT customers_text($1) AS folded";

    static final String PENDING = """
            SELECT %s
            FROM organisation JOIN verification ON organisation_id = organisation.id
            WHERE (verification.state <> 'VERIFIED' OR decision = 'REFUSED')
              AND decided_state IS DISTINCT FROM verification.state
              AND organisation.state = 'ACTIVE'
              AND (organisation.created_at, organisation.id) > ($1, $2)
            ORDER BY organisation.created_at, organisation.id
            LIMIT $3
            """.formatted(COLUMNS);

    /** The text as it is searched for; the spaces of a number do not count. */
    Future<String> folded(Sql sql, String typed) {
        return sql.run(FOLDED, typed)
                .map(rows -> rows.iterator().next().getString("folded"))
                .map(text -> text.matches("[0-9 ]+") ? text.replace(" ", "") : text);
    }

    Future<List<OrganisationLine>> organisations(Sql sql, String folded, boolean forgiving, int most) {
        return sql.run(ORGANISATIONS, folded, most, forgiving)
                .map(rows -> Rows.all(rows, SearchRepository::organisation));
    }

    Future<List<PersonLine>> people(Sql sql, String folded, boolean forgiving, int most) {
        return sql.run(PEOPLE, folded, most, forgiving).map(rows -> Rows.all(rows, SearchRepository::person));
    }

    Future<List<OrganisationLine>> pending(Sql sql, PendingCursor start, int most) {
        return sql.run(PENDING, start.createdAt(), start.id(), most)
                .map(rows -> Rows.all(rows, SearchRepository::organisation));
    }

    private static OrganisationLine organisation(Row row) {
        return new OrganisationLine(
                row.getUUID("id"),
                row.getString("name"),
                Rows.optionalText(row, "number"),
                row.getString("town"),
                Rows.constant(row, "state", Organisation.State.class),
                Rows.optionalText(row, "register").map(CompanyApi.State::valueOf),
                row.getBoolean("pending"),
                Rows.instant(row, "created_at"));
    }

    private static PersonLine person(Row row) {
        return new PersonLine(
                row.getUUID("id"),
                row.getString("first_name") + " " + row.getString("last_name"),
                row.getString("email"),
                row.getString("identifier"),
                Rows.constant(row, "state", Account.State.class),
                row.getBoolean("operator"));
    }
}
