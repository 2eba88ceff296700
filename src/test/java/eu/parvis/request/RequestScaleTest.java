package eu.parvis.request;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Lists and searches read about as many buffers among 100,000 requests of 5,000 organisations as among 1,000. A tenth of
 * all requests belongs to one organisation, whose administrator lists them. {@code -Dscale.plans=true} prints the plans.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequestScaleTest {

    private static final int FEW = 1_000;
    private static final int MANY = 100_000;

    /** Nine states, 21 rows and the levels of the indexes for each, in three or four ways to see a request. */
    private static final int ALL_STATES = 250;

    private static final int ONE_STATE = 40;

    /** Skips the requests of other products: here eight of nine. */
    private static final int FOR_AN_APPROVER = 10;

    /** Of a word that a tenth of all requests contain. */
    private static final int SEARCH = 150;

    private static final Pattern BUFFERS = Pattern.compile("Buffers: shared hit=(\\d+)(?: read=(\\d+))?");
    private static final String ALL =
            "'{DRAFT,REGISTERED,DOCUMENTS_MISSING,IN_REVIEW,ACCEPTED,APPOINTMENT,ISSUED,COLLECTED,REFUSED}'";
    private static final String NO_BOUNDS = "array_fill(2147483647, ARRAY[9])";

    /** The one with a tenth of all requests, and any other. */
    private static final String BIG = "md5('organisation0')::uuid";

    private static final String SMALL = "md5('organisation7')::uuid";
    private static final String NOBODY = "md5('nobody')::uuid";

    private Connection few;
    private Connection many;

    @BeforeAll
    void fill() throws SQLException {
        few = filled(FEW);
        many = filled(MANY);
    }

    private static Connection filled(int requests) throws SQLException {
        var database = TestDatabase.fresh();
        database.execute(
                // Without the accounts and organisations that the rows refer to.
                "SET session_replication_role = replica",
                REQUESTS.formatted(requests, requests / 20 - 1),
                SPANS,
                "SET session_replication_role = DEFAULT");
        database.execute("VACUUM ANALYZE request");
        database.execute("VACUUM ANALYZE request_state");
        var settings = database.settings();
        var connection = DriverManager.getConnection("jdbc:" + settings.uri(), settings.user(), settings.password());
        try (var statement = connection.createStatement()) {
            // As pgbouncer and long-lived prepared statements make it.
            statement.execute("SET plan_cache_mode = force_generic_plan");
        }
        return connection;
    }

    private static final String REQUESTS = """
            INSERT INTO request (id, number, product, organisation_id, ordered_by, establishment, holder_kind, holder_id,
                                 holder_first_name, holder_last_name, holder_email, months, language, state, state_since,
                                 created_at, submitted_at, changed_at, search, holder_key)
            SELECT md5('request' || i)::uuid, 550000 + i, product, md5('organisation' || organisation)::uuid,
                   CASE WHEN i %% 40 = 0 THEN md5('agent')::uuid ELSE md5('person' || person)::uuid END, 'Établissement ' || organisation || ', Quimper', 'PERSON',
                   CASE WHEN i %% 2 = 0 THEN md5('person' || person)::uuid END,
                   initcap(first), initcap(last), first || '@example.org', 12, 'fr', state, at, at, at, at,
                   (550000 + i) || ' ' || first || ' ' || last || ' etablissement ' || organisation || ' quimper id rgs',
                   last || ' ' || first
            FROM (SELECT i,
                         CASE WHEN i %% 10 = 0 THEN 0 ELSE 1 + i %% %2$d END AS organisation,
                         CASE WHEN i %% 10 = 0 THEN i %% 500 ELSE i %% 7919 END AS person,
                         CASE WHEN i %% 9 = 0 THEN 'CACHET' ELSE 'ID_RGS_1' END AS product,
                         (ARRAY['maelle', 'nolwenn', 'erwan', 'yann', 'aurelie', 'gwenael', 'soazig', 'tanguy'])
                             [1 + i %% 8] AS first,
                         (ARRAY['ker', 'le ', 'ar', 'gue', 'plou', 'tre', 'pen', 'lan', 'roz', 'mor', 'bre', 'cor'])
                             [1 + i / 8 %% 12] ||
                         (ARRAY['vella', 'goff', 'zur', 'nec', 'bihan', 'men', 'drez', 'guen', 'coz', 'mad', 'vour'])
                             [1 + i / 96 %% 11] || (i / 1056 %% 97)::text AS last,
                         (ARRAY['ACCEPTED', 'ACCEPTED', 'ACCEPTED', 'ACCEPTED', 'ACCEPTED', 'CANCELLED', 'DRAFT',
                                'DOCUMENTS_MISSING', 'IN_REVIEW', 'REFUSED', 'REGISTERED'])[1 + i / 10 %% 11] AS state,
                         timestamptz '2026-11-24 09:00Z' - make_interval(mins => %1$d - i) AS at
                  FROM generate_series(1, %1$d) AS i) AS made
            """;

    private static final String SPANS = """
            INSERT INTO request_state (request_id, position, state, since, until)
            SELECT id, 1, 'DRAFT', created_at - interval '2 days', created_at - interval '1 day' FROM request
            UNION ALL
            SELECT id, 2, 'IN_REVIEW', created_at - interval '1 day', created_at FROM request
            UNION ALL
            SELECT id, 3, state, created_at, NULL FROM request
            """;

    // --- Buffers ------------------------------------------------------------------------------------------------

    private record Plan(String name, String text, int buffers) {}

    private static List<String> types(String statement) {
        var types = new ArrayList<>(List.of("uuid", "uuid", "uuid", "text[]", "text[]", "int[]", "int"));
        if (statement.contains("$9")) {
            types.addAll(List.of("text", "text"));
        }
        if (statement.contains("($8,") || statement.contains("> ($8") || statement.contains("$10")) {
            types.add("text");
        }
        return types;
    }

    private static Plan plan(Connection connection, String name, String statement, String... values)
            throws SQLException {
        var text = explained(connection, statement, types(statement), values);
        return new Plan(name, text, buffers(text));
    }

    private static String explained(Connection connection, String statement, List<String> types, String... values)
            throws SQLException {
        try (var sql = connection.createStatement()) {
            sql.execute("PREPARE one (" + String.join(", ", types) + ") AS " + statement);
            try {
                var call = "EXPLAIN (ANALYZE, BUFFERS, TIMING OFF) EXECUTE one (" + String.join(", ", values) + ")";
                sql.executeQuery(call).close();
                var lines = new ArrayList<String>();
                try (var rows = sql.executeQuery(call)) {
                    while (rows.next()) {
                        lines.add(rows.getString(1));
                    }
                }
                return String.join("\n", lines);
            } finally {
                sql.execute("DEALLOCATE one");
            }
        }
    }

    /** Those of the topmost node, which contain all others. */
    private static int buffers(String plan) {
        var found = BUFFERS.matcher(plan);
        assertTrue(found.find(), plan);
        return Integer.parseInt(found.group(1)) + (found.group(2) == null ? 0 : Integer.parseInt(found.group(2)));
    }

    /** Each statement as an administrator calls it, as a person who only orders, and as an approver. */
    private Map<String, String[]> callers(String organisation) {
        var callers = new LinkedHashMap<String, String[]>();
        callers.put("administrator", new String[] {NOBODY, "NULL", organisation, "NULL"});
        callers.put("person", new String[] {"md5('person7')::uuid", organisation, "NULL", "'{}'"});
        // Ordered a quarter of what the large organisation has, and orders nothing without it.
        callers.put("certification agent", new String[] {"md5('agent')::uuid", "NULL", organisation, "NULL"});
        callers.put("approver", new String[] {NOBODY, organisation, organisation, "'{CACHET}'"});
        return callers;
    }

    private void compare(int most, String what, String statement, String organisation, String states, String... more)
            throws SQLException {
        for (var caller : callers(organisation).entrySet()) {
            var values = new ArrayList<>(List.of(caller.getValue()));
            values.addAll(List.of(states, NO_BOUNDS, "21"));
            values.addAll(List.of(more));
            var name = what + ", " + caller.getKey();
            var before = plan(few, name, statement, values.toArray(String[]::new));
            var after = plan(many, name, statement, values.toArray(String[]::new));
            System.out.println("buffers: " + name + ": " + before.buffers() + " -> " + after.buffers() + ", "
                    + last(before.text()) + " -> " + last(after.text()));
            if (Boolean.getBoolean("scale.plans")) {
                System.out.println(after.text());
            }
            assertFalse(after.text().contains("Seq Scan on request"), after::text);
            assertTrue(
                    after.buffers() <= (caller.getKey().equals("approver") ? most * FOR_AN_APPROVER : most),
                    () -> name + "\n" + before.text() + "\n\n" + after.text());
        }
    }

    /** The time. */
    private static String last(String plan) {
        return plan.substring(plan.lastIndexOf(':') + 2);
    }

    @Test
    void aPageOfAListReadsAsMuchAmongManyRequestsAsAmongFew() throws SQLException {
        var lists = RequestListRepository.statements().limit(4).toList();
        for (var organisation : List.of(SMALL, BIG)) {
            for (var statement : lists) {
                var holder = statement.contains("$8") ? new String[] {"''"} : new String[0];
                var name = organisation + " list " + lists.indexOf(statement);
                compare(ALL_STATES, name, statement, organisation, ALL, holder);
                compare(ONE_STATE, name + " of one state", statement, organisation, "'{REFUSED}'", holder);
            }
        }
    }

    @Test
    void aSearchReadsAsMuchAmongManyRequestsAsAmongFew() throws SQLException {
        var searches = RequestListRepository.statements().skip(4).toList();
        for (var statement : searches) {
            for (var word : List.of("'tregoff'", "'550017'", "'nolwen'")) {
                var words = new ArrayList<>(List.of(word, word.matches("'\\d+'") ? "NULL" : word));
                if (statement.contains("$10")) {
                    words.add("''");
                }
                compare(
                        SEARCH,
                        "search " + searches.indexOf(statement) + " " + word,
                        statement,
                        SMALL,
                        ALL,
                        words.toArray(String[]::new));
            }
        }
    }

    /** In the organisation with a tenth of all requests. */
    @Test
    void aSearchForSomethingRareReadsLittleInALargeOrganisation() throws SQLException {
        var number = new String[] {"'550500'", "NULL"};
        compare(
                SEARCH,
                "search a number in a large organisation",
                RequestListRepository.statements().skip(4).findFirst().orElseThrow(),
                BIG,
                ALL,
                number);
        var name = new String[] {"'tregoff3'", "'tregoff3'"};
        compare(
                5_000,
                "search a name in a large organisation",
                RequestListRepository.statements().skip(4).findFirst().orElseThrow(),
                BIG,
                ALL,
                name);
    }

    @Test
    void theUsualDelaysReadTheLastSpansOnly() throws SQLException {
        for (var connection : List.of(few, many)) {
            var plan = explained(
                    connection,
                    RequestRepository.USUAL,
                    List.of("timestamptz", "text[]"),
                    "'2026-08-26 09:00Z'",
                    "'{DRAFT,REGISTERED,DOCUMENTS_MISSING,IN_REVIEW,ACCEPTED}'");
            System.out.println("buffers: usual delays: " + buffers(plan));
            assertTrue(buffers(plan) <= 2_100, plan);
        }
    }
}
