package eu.parvis.request;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Lists and searches read about as many buffers among 100,000 requests of 5,000 organisations as among 1,000. A tenth of
 * all requests belongs to one organisation, whose administrator lists them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequestScaleTest {

    /** Nine states, 21 rows and the levels of the indexes for each, in three or four ways to see a request. */
    private static final int ALL_STATES = 250;

    private static final int ONE_STATE = 40;

    /** Skips the requests of other products: here eight of nine. */
    private static final int FOR_AN_APPROVER = 10;

    /** Seven states in three ways. */
    private static final int HOME = 150;

    /** Of a word that a tenth of all requests contain. */
    private static final int SEARCH = 150;

    private static final String ALL =
            "'{DRAFT,REGISTERED,DOCUMENTS_MISSING,IN_REVIEW,ACCEPTED,APPOINTMENT,ISSUED,COLLECTED,REFUSED}'";
    private static final String NO_BOUNDS = "array_fill(2147483647, ARRAY[9])";

    /** The one with a tenth of all requests, and any other. */
    private static final String BIG = "md5('organisation0')::uuid";

    private static final String SMALL = "md5('organisation7')::uuid";
    private static final String NOBODY = "md5('nobody')::uuid";

    private ManyRequests few;
    private ManyRequests many;

    @BeforeAll
    void fill() throws SQLException {
        few = ManyRequests.of(ManyRequests.FEW);
        many = ManyRequests.of(ManyRequests.MANY);
    }

    // --- Buffers ------------------------------------------------------------------------------------------------

    private static String types(String statement) {
        var types = new ArrayList<>(List.of("uuid", "uuid", "uuid", "text[]", "text[]", "int[]", "int"));
        if (statement.contains("$9")) {
            types.addAll(List.of("text", "text"));
        }
        if (statement.contains("($8,") || statement.contains("> ($8") || statement.contains("$10")) {
            types.add("text");
        }
        return String.join(", ", types);
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
            var before = few.plan(name, statement, types(statement), values.toArray(String[]::new));
            var after = many.plan(name, statement, types(statement), values.toArray(String[]::new));
            assertFalse(after.text().contains("Seq Scan on request"), after::text);
            assertTrue(
                    after.buffers() <= (caller.getKey().equals("approver") ? most * FOR_AN_APPROVER : most),
                    () -> name + "\n" + before.text() + "\n\n" + after.text());
        }
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
        for (var requests : List.of(few, many)) {
            var plan = requests.plan(
                    "usual delays",
                    RequestRepository.USUAL,
                    "timestamptz, text[]",
                    "'2026-08-26 09:00Z'",
                    "'{DRAFT,REGISTERED,DOCUMENTS_MISSING,IN_REVIEW,ACCEPTED}'");
            assertTrue(plan.buffers() <= 2_100, plan::text);
        }
    }

    /** What is going on, on the first page: somebody who ordered a quarter of what the large organisation has. */
    @Test
    void theFirstPageReadsItsFewRequestsOnly() throws SQLException {
        for (var requests : List.of(few, many)) {
            var plan = requests.plan("home", RequestStore.OPEN, "uuid, uuid, int", "md5('agent')::uuid", BIG, "5");
            assertTrue(plan.buffers() <= HOME, plan::text);
        }
    }
}
