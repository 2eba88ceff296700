package eu.parvis.account;

import eu.parvis.account.Tries.Try;
import eu.parvis.account.Tries.TryLimits;
import eu.parvis.bus.Failure;
import eu.parvis.config.Configuration;
import eu.parvis.config.Limit;
import eu.parvis.db.Rows;
import eu.parvis.db.Sql;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Limits wrong passwords: at most ten in fifteen minutes, and after a hundred in a day one in fifteen minutes. One
 * network uses at most half of that. Counted over every way to prove a password, and before it is evaluated.
 *
 * <p>An attempt counts at the typed login, which may be unknown, and at the account. Only the limit of the login is
 * shown: the limit of the account would reveal that an identifier and an address belong together.
 */
public final class AttemptStore {

    private static final Limit BRIEF = Limit.of("triesPer15Minutes", TryLimits.BRIEF);
    private static final Limit DAY = Limit.of("triesPerDay", TryLimits.DAY);

    /**
     * Counts at the shown subject, and if there is room, at the hidden one. synchronous_commit is off: losing the count
     * of the last half second in a database crash gives an attacker no advantage.
     */
    private static final String SPEND = """
            WITH shown AS (%s RETURNING tries, networks),
                 hidden AS (%s RETURNING tries)
            SELECT (SELECT tries FROM shown), (SELECT networks FROM shown),
                   EXISTS (SELECT FROM hidden) OR $2::bytea IS NULL AS evaluable
            FROM set_config('synchronous_commit', 'off', true)
            """.formatted(
                    count("$1::bytea", "NULL", "true"),
                    count("$2::bytea", "$11::uuid", "$2 IS NOT NULL AND EXISTS (SELECT FROM shown)"));

    private static final String TRIES = "SELECT tries, networks FROM attempt WHERE subject = $1";

    private static final String GIVE_BACK = """
            UPDATE attempt SET (tries, networks) = (
                SELECT coalesce(array_agg(at ORDER BY n), '{}'), coalesce(array_agg(network ORDER BY n), '{}')
                FROM (SELECT at, network, n, row_number() OVER (PARTITION BY at, network ORDER BY n) AS same
                      FROM unnest(tries, networks) WITH ORDINALITY AS t (at, network, n)) AS one
                WHERE NOT (at = $2 AND network = $3 AND same = 1))
            WHERE subject = $1
            """;

    private static final String GUESSED = """
            SELECT account_id FROM attempt
            WHERE cardinality(tries) >= $1::int AND cardinality(tries) >= 5 AND account_id IS NOT NULL AND last_at > $2
              AND (warned_at IS NULL OR warned_at <= $2)
            LIMIT 100
            """;

    private static final String WARN = """
            UPDATE attempt SET warned_at = $2 WHERE subject = $1 AND (warned_at IS NULL OR warned_at <= $3)
            RETURNING last_at
            """;

    private static final String CLEAR = "DELETE FROM attempt WHERE subject = $1";

    private static final String SWEEP = "DELETE FROM attempt WHERE last_at < $1";

    /**
     * A counted attempt.
     *
     * @param evaluable whether the password may be evaluated; if not, answer as if it were wrong
     * @param last whether this network must wait before its next attempt at this login
     */
    public record Counted(Attempt attempt, boolean evaluable, boolean last) {}

    private final int brief;
    private final int day;

    public AttemptStore(Configuration configuration) {
        this.brief = BRIEF.most(configuration);
        this.day = DAY.most(configuration);
    }

    /**
     * Counts an attempt. Fails with {@code RATE_LIMITED} if the limit that is shown is exceeded; then nothing was
     * counted.
     */
    public Future<Counted> spend(Sql sql, Attempt attempt) {
        var limits = limits(attempt);
        var now = attempt.at();
        return sql.run(
                        SPEND,
                        attempt.shown(),
                        attempt.hidden(),
                        now,
                        now.minus(TryLimits.BRIEF),
                        now.minus(TryLimits.DAY),
                        attempt.network(),
                        limits.brief(),
                        limits.day(),
                        limits.briefHere(),
                        limits.dayHere(),
                        attempt.account())
                .map(rows -> Rows.first(rows, row -> row).orElseThrow())
                .compose(row -> tries(row, limits)
                        .map(tries -> Future.succeededFuture(new Counted(
                                attempt,
                                row.getBoolean("evaluable"),
                                !tries.wait(attempt.network(), now).isZero())))
                        .orElseGet(() -> rateLimited(sql, attempt, attempt.shown())));
    }

    /** Fails with {@code RATE_LIMITED} and the time until the limit of the account has room again. */
    public <T> Future<T> accountRateLimited(Sql sql, Attempt attempt) {
        return rateLimited(sql, attempt, attempt.hidden().orElseThrow());
    }

    /** Takes an attempt back: its password was right, or was not evaluated. Earlier wrong tries stay. */
    public Future<Void> giveBack(Sql sql, Counted counted) {
        var attempt = counted.attempt();
        var subjects = Stream.concat(
                Stream.of(attempt.shown()), attempt.hidden().filter(hidden -> counted.evaluable()).stream());
        // In the order in which SPEND locks the rows.
        return sql.batch(
                        GIVE_BACK,
                        subjects.map(subject -> Sql.parameters(subject, attempt.at(), attempt.network()))
                                .toList())
                .mapEmpty();
    }

    /**
     * Forgets the wrong tries at an account. Those at its logins stay: that they were forgotten would show that the
     * account exists.
     */
    public Future<Void> clear(Sql sql, UUID account) {
        return sql.run(CLEAR, Attempt.subject(account)).mapEmpty();
    }

    /** Accounts at which as many wrong tries were counted as a quarter of an hour allows, and whose owners do not know. */
    public Future<List<UUID>> guessed(Sql sql, Instant now) {
        return sql.run(GUESSED, brief, now.minus(TryLimits.DAY))
                .map(rows -> Rows.all(rows, row -> row.getUUID("account_id")));
    }

    /** Marks that the owner is told of wrong tries, once a day; the time of the last one, empty if they were told. */
    public Future<Optional<Instant>> warn(Sql sql, UUID account, Instant now) {
        return sql.run(WARN, Attempt.subject(account), now, now.minus(TryLimits.DAY))
                .map(rows -> Rows.first(rows, row -> Rows.instant(row, "last_at")));
    }

    public Future<Void> sweep(Sql sql, Instant now) {
        return sql.run(SWEEP, now.minus(TryLimits.DAY)).mapEmpty();
    }

    /**
     * Counts a try at one subject if there is room. The row lock serialises concurrent tries. The rules are those of
     * {@link Tries#wait}.
     */
    private static String count(String subject, String account, String condition) {
        return """
            INSERT INTO attempt AS known (subject, tries, networks, last_at, account_id)
            SELECT %s, ARRAY[$3::timestamptz], ARRAY[$6::bigint], $3, %s WHERE %s
            ON CONFLICT (subject) DO UPDATE
            SET (tries, networks) = (
                    SELECT array_agg(at ORDER BY n), array_agg(network ORDER BY n)
                    FROM (SELECT at, network, n
                          FROM unnest(known.tries, known.networks) WITH ORDINALITY AS t (at, network, n)
                          WHERE at > $5
                          UNION ALL SELECT $3, $6, NULL) AS all_tries),
                last_at = $3
            WHERE (SELECT brief < CASE WHEN day < $8::int THEN $7::int ELSE 1 END
                      AND brief_here < CASE WHEN day_here < $10::int THEN $9::int ELSE 1 END
                   FROM (SELECT coalesce(sum(brief), 0) AS brief, coalesce(sum(least(day, $10)), 0) AS day,
                                coalesce(sum(brief) FILTER (WHERE network = $6), 0) AS brief_here,
                                coalesce(sum(day) FILTER (WHERE network = $6), 0) AS day_here
                         FROM (SELECT network, count(*) AS day, count(*) FILTER (WHERE at > $4) AS brief
                               FROM unnest(known.tries, known.networks) AS t (at, network)
                               WHERE at > $5 GROUP BY network) AS by_network) AS counts)
            """.formatted(subject, account, condition);
    }

    private TryLimits limits(Attempt attempt) {
        return attempt.wholeShare()
                ? new TryLimits(brief, day, brief, day)
                : new TryLimits(brief, day, Math.max(1, brief / 2), Math.max(1, day / 2));
    }

    private <T> Future<T> rateLimited(Sql sql, Attempt attempt, Buffer subject) {
        return sql.run(TRIES, subject)
                .map(rows -> wait(rows, attempt))
                .compose(wait -> Future.failedFuture(Failure.rateLimited("signin.throttled", wait, minutes(wait))));
    }

    /** In whole seconds, rounded up. */
    private Duration wait(RowSet<Row> rows, Attempt attempt) {
        var wait = Rows.first(rows, row -> row)
                .flatMap(row -> tries(row, limits(attempt)))
                .map(tries -> tries.wait(attempt.network(), attempt.at()))
                .orElse(Duration.ZERO);
        return Duration.ofSeconds(Math.max(1, wait.plusNanos(999_999_999).toSeconds()));
    }

    private static Optional<Tries> tries(Row row, TryLimits limits) {
        return Optional.ofNullable(row.getArrayOfOffsetDateTimes("tries"))
                .map(times -> new Tries(tries(times, row.getArrayOfLongs("networks")), limits));
    }

    /** Tries that an older node has written have no network. */
    private static List<Try> tries(OffsetDateTime[] times, Long[] networks) {
        return IntStream.range(0, times.length)
                .mapToObj(i ->
                        new Try(times[i].toInstant(), i < networks.length && networks[i] != null ? networks[i] : 0))
                .toList();
    }

    private static long minutes(Duration wait) {
        return wait.plusSeconds(59).toMinutes();
    }
}
