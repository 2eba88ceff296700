package eu.parvis.desk;

import eu.parvis.db.Rows;
import eu.parvis.db.Sql;
import eu.parvis.desk.DeskApi.Age;
import eu.parvis.desk.DeskApi.Arrivals;
import eu.parvis.desk.DeskApi.Refusals;
import eu.parvis.desk.DeskApi.Waiting;
import eu.parvis.request.RequestState;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Counts for the figures of the desk. */
final class FiguresRepository {

    /** Days at which the bands of ages begin, after the first. */
    private static final List<Integer> BANDS = List.of(1, 3, 7, 14);

    private static final String BAND =
            "width_bucket($1::timestamptz - %s, '{1 day, 3 days, 7 days, 14 days}'::interval[])";

    /** $1 and $2 the first and the last day, $3 zone. Each day is counted in the index. */
    static final String ARRIVALS = """
            SELECT day::date AS day,
                   (SELECT count(*)::int FROM request
                    WHERE submitted_at >= day AT TIME ZONE $3
                      AND submitted_at < (day + interval '1 day') AT TIME ZONE $3) AS number
            FROM generate_series($1::date::timestamp, $2::date::timestamp, interval '1 day') AS day
            ORDER BY day
            """;

    /** $1 now. */
    static final String WAITING = """
            SELECT state, %s AS band, count(*)::int AS number, min(state_since) AS oldest
            FROM request WHERE state IN ('REGISTERED', 'DOCUMENTS_MISSING', 'IN_REVIEW')
            GROUP BY state, band
            """.formatted(BAND.formatted("state_since"));

    /** $1 now. */
    static final String AGES = """
            SELECT %s AS band, count(*)::int AS number
            FROM request WHERE state IN ('REGISTERED', 'DOCUMENTS_MISSING', 'IN_REVIEW')
            GROUP BY band
            """.formatted(BAND.formatted("submitted_at"));

    static final String REFUSALS = """
            SELECT true AS of_documents, refusal_code, count(*)::int AS number
            FROM request_document
            WHERE decided_at >= $1 AND (refusal_code IS NOT NULL OR refusal_text IS NOT NULL)
            GROUP BY refusal_code
            UNION ALL
            SELECT false, refusal_code, count(*)::int
            FROM request WHERE state = 'REFUSED' AND state_since >= $1
            GROUP BY refusal_code
            ORDER BY of_documents DESC, number DESC, refusal_code
            """;

    Future<List<Arrivals>> arrivals(Sql sql, LocalDate first, LocalDate last, ZoneId zone) {
        return sql.run(ARRIVALS, first, last, zone.getId())
                .map(rows -> Rows.all(rows, row -> new Arrivals(row.getLocalDate("day"), row.getInteger("number"))));
    }

    /** In the order of the states; those without requests are absent. */
    Future<List<Waiting>> waiting(Sql sql, Instant now) {
        return sql.run(WAITING, now).map(rows -> {
            var states = new EnumMap<RequestState, Map<Integer, Row>>(RequestState.class);
            rows.forEach(row -> states.computeIfAbsent(
                            Rows.constant(row, "state", RequestState.class), state -> new HashMap<>())
                    .put(row.getInteger("band"), row));
            return states.entrySet().stream()
                    .map(state -> waiting(state.getKey(), state.getValue()))
                    .toList();
        });
    }

    private static Waiting waiting(RequestState state, Map<Integer, Row> bands) {
        var ages = bands(bands);
        return new Waiting(
                state,
                ages.stream().mapToInt(Age::number).sum(),
                bands.values().stream()
                        .map(row -> Rows.instant(row, "oldest"))
                        .min(Instant::compareTo)
                        .orElseThrow(),
                ages);
    }

    Future<List<Age>> ages(Sql sql, Instant now) {
        return sql.run(AGES, now).map(rows -> {
            var bands = new HashMap<Integer, Row>();
            rows.forEach(row -> bands.put(row.getInteger("band"), row));
            return bands(bands);
        });
    }

    private static List<Age> bands(Map<Integer, Row> counted) {
        return IntStream.rangeClosed(0, BANDS.size())
                .mapToObj(band -> new Age(
                        band == 0 ? 0 : BANDS.get(band - 1),
                        band == BANDS.size() ? Optional.empty() : Optional.of(BANDS.get(band)),
                        counted.containsKey(band) ? counted.get(band).getInteger("number") : 0))
                .toList();
    }

    Future<List<Refusals>> refusals(Sql sql, Instant since) {
        return sql.run(REFUSALS, since)
                .map(rows -> Rows.all(
                        rows,
                        row -> new Refusals(
                                row.getBoolean("of_documents"),
                                Rows.optionalText(row, "refusal_code"),
                                row.getInteger("number"))));
    }
}
