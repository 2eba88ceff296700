package eu.parvis.customers;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The search of the desk reads the rows that it finds, not all 5,000 organisations and 20,000 people. {@code
 * -Dscale.plans=true} prints the plans.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SearchScaleTest {

    /** Of an index scan that finds a few rows, and reads the lists of the groups of letters that it asks for. */
    private static final int FEW = 200;

    /** Of one that finds hundreds of similar names, in as many pages. */
    private static final int HUNDREDS = 400;

    private static final Pattern BUFFERS = Pattern.compile("Buffers: shared hit=(\\d+)(?: read=(\\d+))?");

    private static final String ORGANISATIONS = """
            INSERT INTO organisation (id, number_key, registered_in, siret, type, name, phone, address, postcode, town,
                                      region, country, state, created_at, activated_at)
            SELECT md5('organisation' || i)::uuid, 'SIRET:' || i, 'FRANCE',
                   (10000000000000 + (i::bigint * 7919000123777) % 89999999999999)::text, 'COMPANY',
                   (ARRAY['Menuiserie', 'Voilerie', 'Verrerie', 'Conserverie', 'Atelier', 'Garage'])[1 + i % 6] || ' '
                       || (ARRAY['Ker', 'Le ', 'Ar', 'Gué', 'Plou', 'Tré', 'Pen'])[1 + i / 6 % 7]
                       || (ARRAY['vella', 'goff', 'zur', 'nec', 'bihan'])[1 + i / 42 % 5] || ' ' || i,
                   '+33261912460', '14 quai de l’Odet', '29000', 'Quimper', 'Finistère', 'FR', 'ACTIVE',
                   timestamptz '2026-01-01' + make_interval(mins => i), timestamptz '2026-01-01'
            FROM generate_series(1, 5000) AS i
            """;

    private static final String PEOPLE = """
            INSERT INTO account (id, identifier, email, email_key, first_name, last_name, language, state, step,
                                 password_hash, password_kind, password_changed_at, created_at, activated_at)
            SELECT md5('person' || i)::uuid, 'AB' || (100000 + i), mail, mail, first, last, 'fr', 'ACTIVE', 'DONE', '$',
                   'CHOSEN', timestamptz '2026-01-01', timestamptz '2026-01-01', timestamptz '2026-01-01'
            FROM (SELECT i, first, last, 'p' || i || '@place' || i % 5000 || '.example' AS mail
                  FROM (SELECT i,
                               (ARRAY['Maëlle', 'Nolwenn', 'Erwan', 'Yann', 'Aurélie', 'Gwenaël'])[1 + i % 6] AS first,
                               (ARRAY['Ker', 'Le ', 'Ar', 'Gué', 'Plou', 'Tré', 'Pen'])[1 + i / 6 % 7]
                                   || (ARRAY['vella', 'goff', 'zur', 'nec', 'bihan'])[1 + i / 42 % 5] || i AS last
                        FROM generate_series(1, 20000) AS i) AS named) AS made
            """;

    private static final String VERIFICATIONS = """
            INSERT INTO verification (organisation_id, kind, number, state, detail)
            SELECT id, 'SIRET', siret, CASE WHEN siret LIKE '%7' THEN 'NOT_FOUND' ELSE 'VERIFIED' END, '{}'
            FROM organisation
            """;

    private Connection connection;

    @BeforeAll
    void fill() throws SQLException {
        var database = TestDatabase.fresh();
        database.execute(ORGANISATIONS, PEOPLE, VERIFICATIONS);
        for (var table : new String[] {"organisation", "account", "verification"}) {
            database.execute("VACUUM ANALYZE " + table);
        }
        var settings = database.settings();
        connection = DriverManager.getConnection("jdbc:" + settings.uri(), settings.user(), settings.password());
        try (var statement = connection.createStatement()) {
            // As pgbouncer and long-lived prepared statements make it.
            statement.execute("SET plan_cache_mode = force_generic_plan");
        }
    }

    @AfterAll
    void close() throws SQLException {
        connection.close();
    }

    @Test
    void aSearchReadsWhatItFinds() throws SQLException {
        var searches = new LinkedHashMap<String, String>();
        for (var text :
                Stream.of("verrerie kervela", "kerbihan", "564095831", "zzzzqq").toList()) {
            searches.put("organisations " + text, explain(SearchRepository.ORGANISATIONS, text));
        }
        for (var text : Stream.of("nolwen kervella", "kervella13", "p4711 place4711 example", "ab104711", "zzzzqq")
                .toList()) {
            searches.put("people " + text, explain(SearchRepository.PEOPLE, text));
        }

        for (var search : searches.entrySet()) {
            var buffers = buffers(search.getValue());
            if (Boolean.getBoolean("scale.plans")) {
                System.out.println(search.getKey() + ": " + buffers + "\n" + search.getValue());
            }
            assertFalse(search.getValue().contains("Seq Scan on organisation"), search::toString);
            assertFalse(search.getValue().contains("Seq Scan on account"), search::toString);
            var most = search.getKey().matches(".*ker(vel|bihan).*") ? HUNDREDS : FEW;
            assertTrue(buffers <= most, () -> buffers + " buffers: " + search);
        }
    }

    /** Typing errors are forgiven in names. */
    private String explain(String statement, String text) throws SQLException {
        try (var sql = connection.createStatement()) {
            sql.execute("PREPARE one (text, int, boolean) AS " + statement);
            var values = "'" + text + "', 11, " + !text.matches(".*[0-9].*");
            var lines = new StringBuilder();
            try (var rows = sql.executeQuery("EXPLAIN (ANALYZE, BUFFERS) EXECUTE one (" + values + ")")) {
                while (rows.next()) {
                    lines.append(rows.getString(1)).append('\n');
                }
            }
            sql.execute("DEALLOCATE one");
            return lines.toString();
        }
    }

    private static int buffers(String plan) {
        var found = BUFFERS.matcher(plan);
        return found.find()
                ? Integer.parseInt(found.group(1)) + (found.group(2) == null ? 0 : Integer.parseInt(found.group(2)))
                : 0;
    }
}
