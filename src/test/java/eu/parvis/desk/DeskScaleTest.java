package eu.parvis.desk;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.request.ManyRequests;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The lists of the desk read about as many buffers among 100,000 requests as among 1,000: more than a quarter of them
 * waits, a ninth is for one product, and an operator has left the claims of many decided ones behind.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeskScaleTest {

    /** 51 lines, from three states, with their claims. */
    private static final int QUEUE = 800;

    /** From nine states. */
    private static final int ALL = 1_000;

    private static final int MINE = 100;

    /** The newest 2,000 requests, then the index of words: here 760 requests have the name. */
    private static final int SEARCH = 450;

    private static final String PENDING = "'{REGISTERED,DOCUMENTS_MISSING,IN_REVIEW}'";
    private static final String SUBMITTED =
            "'{REGISTERED,DOCUMENTS_MISSING,IN_REVIEW,ACCEPTED,APPOINTMENT,ISSUED,COLLECTED,REFUSED,CANCELLED}'";
    private static final String LAPSED = "'2026-11-24 08:00Z'";
    private static final String FIRST = "'0001-01-01 00:00Z'";
    private static final String NO_ID = "'00000000-0000-0000-0000-000000000000'";
    private static final String NO_NUMBER = "2147483647";

    private static final String CLAIMS = """
            INSERT INTO desk_claim (request_id, operator_id, claimed_at, acted_at)
            SELECT id, md5('operator')::uuid, state_since, state_since FROM request WHERE state = 'ACCEPTED';
            INSERT INTO desk_claim (request_id, operator_id, claimed_at, acted_at)
            SELECT id, md5('operator' || number % 9)::uuid, '2026-11-24 09:00Z', '2026-11-24 09:00Z'
            FROM (SELECT id, number FROM request WHERE state = 'IN_REVIEW' ORDER BY state_since LIMIT 40) AS oldest
            """;

    private List<ManyRequests> sizes;

    @BeforeAll
    void fill() throws SQLException {
        sizes = List.of(
                ManyRequests.of(ManyRequests.FEW, CLAIMS),
                ManyRequests.of(ManyRequests.MANY, CLAIMS),
                // PostgreSQL plans otherwise where it expects no claims.
                ManyRequests.of(ManyRequests.MANY));
    }

    private void check(int most, String name, String statement, String types, String... values) throws SQLException {
        for (var requests : sizes) {
            var plan = requests.plan(name, statement, types, values);
            assertTrue(plan.buffers() <= most, () -> name + "\n" + plan.text());
            assertFalse(
                    requests == sizes.get(1) && plan.text().matches("(?s).*Seq Scan on (request|desk_claim)[ \\n].*"),
                    plan::text);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{REGISTERED,DOCUMENTS_MISSING,IN_REVIEW}", "{REGISTERED}", "{DOCUMENTS_MISSING}", "{IN_REVIEW}"})
    void aPageOfTheQueueReadsItsLines(String states) throws SQLException {
        var types = "timestamptz, text[], boolean, boolean, timestamptz, uuid, int";
        for (var free : List.of("false", "true")) {
            var name = "queue " + states + (free.equals("true") ? ", nobody's" : "");
            for (var later : List.of("false", "true")) {
                check(
                        QUEUE,
                        name + (later.equals("true") ? ", a later page" : ""),
                        QueueRepository.QUEUE,
                        types,
                        LAPSED,
                        quoted(states),
                        free,
                        later,
                        later.equals("true") ? "'2026-11-24 04:00Z'" : FIRST,
                        NO_ID,
                        "51");
            }
            for (var product : List.of("'CACHET'", "'GONE'")) {
                check(
                        QUEUE,
                        name + ", product " + product,
                        QueueRepository.QUEUE_OF_PRODUCT,
                        types + ", text",
                        LAPSED,
                        quoted(states),
                        free,
                        "false",
                        FIRST,
                        NO_ID,
                        "51",
                        product);
            }
        }
    }

    private static String quoted(String text) {
        return "'" + text + "'";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{ACCEPTED}", "{REFUSED}", "{ISSUED}", "{ACCEPTED,ISSUED,COLLECTED,CANCELLED}"})
    void aPageOfRequestsThatWaitNoMoreReadsItsLines(String states) throws SQLException {
        var types = "timestamptz, text[], boolean, int, int";
        for (var free : List.of("false", "true")) {
            check(ALL, "all " + states, QueueRepository.ALL, types, LAPSED, quoted(states), free, NO_NUMBER, "51");
            for (var product : List.of("'CACHET'", "'GONE'")) {
                check(
                        ALL,
                        "all " + states + ", product " + product,
                        QueueRepository.ALL_OF_PRODUCT,
                        types + ", text",
                        LAPSED,
                        quoted(states),
                        free,
                        NO_NUMBER,
                        "51",
                        product);
            }
        }
    }

    @Test
    void anOperatorsOwnRequestsAreReadFromTheClaims() throws SQLException {
        for (var operator : List.of("md5('operator')::uuid", "md5('operator3')::uuid")) {
            check(
                    MINE,
                    "mine",
                    QueueRepository.MINE_BY_AGE,
                    "timestamptz, text[], uuid, text, text, text, boolean, timestamptz, uuid, int",
                    LAPSED,
                    PENDING,
                    operator,
                    "NULL",
                    "NULL",
                    "NULL",
                    "false",
                    FIRST,
                    NO_ID,
                    "51");
            check(
                    MINE,
                    "mine, with a search",
                    QueueRepository.MINE_BY_NUMBER,
                    "timestamptz, text[], uuid, text, text, text, int, int",
                    LAPSED,
                    SUBMITTED,
                    operator,
                    "NULL",
                    "'tregoff'",
                    "'tregoff'",
                    NO_NUMBER,
                    "51");
        }
    }

    /** A number, a rare name, a frequent one, and one that a tenth of all requests contain; a typing error; nothing. */
    @ParameterizedTest
    @CsvSource({"550017", "tregoff3", "tregoff", "nolwen", "tregof3", "dupont"})
    void aSearchReadsAFewBuffers(String word) throws SQLException {
        var typed = word.matches("\\d+") ? "NULL" : quoted(word);
        check(
                SEARCH,
                "search " + word,
                QueueRepository.SEARCH,
                "timestamptz, text[], boolean, int, int, text, text, text",
                LAPSED,
                SUBMITTED,
                "false",
                NO_NUMBER,
                "51",
                "NULL",
                quoted(word),
                typed);
    }

    @Test
    void theFiguresReadTheirIndexes() throws SQLException {
        check(
                3_000,
                "arrivals",
                FiguresRepository.ARRIVALS,
                "date, date, text",
                "'2026-10-26'",
                "'2026-11-24'",
                "'Europe/Paris'");
        check(3_000, "waiting", FiguresRepository.WAITING, "timestamptz", "'2026-11-24 09:00Z'");
        check(3_000, "ages", FiguresRepository.AGES, "timestamptz", "'2026-11-24 09:00Z'");
        check(3_000, "refusals", FiguresRepository.REFUSALS, "timestamptz", "'2026-08-26 09:00Z'");
    }
}
