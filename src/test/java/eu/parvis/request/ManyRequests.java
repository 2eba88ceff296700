package eu.parvis.request;

import eu.parvis.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.regex.Pattern;

/**
 * A database with requests of a twentieth as many organisations, one a minute until the morning of 24 November 2026. A
 * tenth of all belongs to one organisation. It plans statements as pgbouncer and long-lived prepared statements make it:
 * once for all values. {@code -Dscale.plans=true} prints the plans.
 */
public final class ManyRequests {

    public static final int FEW = 1_000;
    public static final int MANY = 100_000;

    private static final Pattern BUFFERS = Pattern.compile("Buffers: shared hit=(\\d+)(?: read=(\\d+))?");

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

    private final int requests;
    private final Connection connection;

    private ManyRequests(int requests, Connection connection) {
        this.requests = requests;
        this.connection = connection;
    }

    /** Runs the statements, of accounts and organisations that need not exist, after the requests are there. */
    public static ManyRequests of(int requests, String... more) throws SQLException {
        var database = TestDatabase.fresh();
        database.execute(
                "SET session_replication_role = replica", REQUESTS.formatted(requests, requests / 20 - 1), SPANS);
        database.execute("SET session_replication_role = replica", String.join(";", more));
        database.execute("VACUUM ANALYZE");
        var settings = database.settings();
        var connection = DriverManager.getConnection("jdbc:" + settings.uri(), settings.user(), settings.password());
        try (var statement = connection.createStatement()) {
            statement.execute("SET plan_cache_mode = force_generic_plan");
        }
        return new ManyRequests(requests, connection);
    }

    /** A plan as it was run. */
    public record Plan(String text, int buffers) {

        private static Plan of(String text) {
            var found = BUFFERS.matcher(text);
            if (!found.find()) {
                return new Plan(text, 0);
            }
            // Those of the topmost node, which contain all others.
            return new Plan(
                    text,
                    Integer.parseInt(found.group(1)) + (found.group(2) == null ? 0 : Integer.parseInt(found.group(2))));
        }
    }

    /** Runs a statement twice; the second run, with everything in memory, counts. */
    public Plan plan(String name, String statement, String types, String... values) throws SQLException {
        try (var sql = connection.createStatement()) {
            sql.execute("PREPARE one (" + types + ") AS " + statement);
            try {
                var call = "EXPLAIN (ANALYZE, BUFFERS, TIMING OFF) EXECUTE one"
                        + (values.length == 0 ? "" : " (" + String.join(", ", values) + ")");
                sql.executeQuery(call).close();
                var lines = new ArrayList<String>();
                try (var rows = sql.executeQuery(call)) {
                    while (rows.next()) {
                        lines.add(rows.getString(1));
                    }
                }
                var plan = Plan.of(String.join("\n", lines));
                print(name, plan);
                return plan;
            } finally {
                sql.execute("DEALLOCATE one");
            }
        }
    }

    private void print(String name, Plan plan) {
        var time = plan.text().substring(plan.text().lastIndexOf(':') + 2);
        System.out.println("buffers: " + name + ", " + requests + " requests: " + plan.buffers() + ", " + time);
        if (Boolean.getBoolean("scale.plans")) {
            System.out.println(plan.text());
        }
    }
}
