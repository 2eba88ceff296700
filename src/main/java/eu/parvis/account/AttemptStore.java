package eu.parvis.account;

import eu.parvis.bus.Failure;
import eu.parvis.config.Configuration;
import eu.parvis.config.Limit;
import eu.parvis.crypto.Tokens;
import eu.parvis.db.Rows;
import eu.parvis.db.Sql;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Limits attempts at passwords, answers and codes: at most ten in fifteen minutes and a hundred a day. One counter
 * serves all ways to sign in. An attempt is counted before it is evaluated. Unknown logins are counted in the same way,
 * so that the limit does not reveal which accounts exist.
 */
public final class AttemptStore {

    private static final Limit SHORT = Limit.of("triesPer15Minutes", Duration.ofMinutes(15));
    private static final Limit LONG = Limit.of("triesPerDay", Duration.ofDays(1));

    /**
     * One row per subject: its row lock serialises concurrent attempts, so that no more than the limit pass.
     * synchronous_commit is off: losing the count of the last half second in a database crash gives an attacker no
     * advantage.
     */
    private static final String SPEND = """
            INSERT INTO attempt AS known (subject, tries, last_at)
            SELECT $1::bytea, ARRAY[$2::timestamptz], $2::timestamptz FROM set_config('synchronous_commit', 'off', true)
            ON CONFLICT (subject) DO UPDATE
            SET tries = ARRAY(SELECT at FROM unnest(known.tries) AS at WHERE at > $4) || $2::timestamptz, last_at = $2
            WHERE (SELECT count(*) FROM unnest(known.tries) AS at WHERE at > $3) < $5::int
              AND (SELECT count(*) FROM unnest(known.tries) AS at WHERE at > $4) < $6::int
            RETURNING tries
            """;

    private static final String TRIES = "SELECT tries FROM attempt WHERE subject = $1";

    private static final String GIVE_BACK = """
            UPDATE attempt SET tries = tries[:array_position(tries, $2) - 1] || tries[array_position(tries, $2) + 1:]
            WHERE subject = $1 AND $2 = ANY (tries)
            """;

    private static final String CLEAR = "DELETE FROM attempt WHERE subject = $1";

    private static final String SWEEP = "DELETE FROM attempt WHERE last_at < $1";

    private final int mostIn15Minutes;
    private final int mostPerDay;

    public AttemptStore(Configuration configuration) {
        this.mostIn15Minutes = SHORT.most(configuration);
        this.mostPerDay = LONG.most(configuration);
    }

    /** The subject for attempts at an account, whichever login was used. */
    public static Buffer of(UUID account) {
        return Tokens.sha256("account " + account);
    }

    /**
     * The subject for attempts from a device that the person has signed in on before: strangers cannot exhaust this
     * limit.
     */
    public static Buffer of(UUID account, String device) {
        return Tokens.sha256("account " + account + " device " + device);
    }

    /** The subject for attempts at a login without account. */
    public static Buffer of(Login unknown) {
        return Tokens.sha256("login " + unknown.key());
    }

    /**
     * Counts an attempt and returns whether it is the last one allowed for now. Fails with {@code RATE_LIMITED} if the
     * limit is exceeded; then the credential must not be evaluated.
     */
    public Future<Boolean> spend(Sql sql, Buffer subject, Instant now) {
        return sql.run(
                        SPEND,
                        subject,
                        now,
                        now.minus(SHORT.period()),
                        now.minus(LONG.period()),
                        mostIn15Minutes,
                        mostPerDay)
                .map(AttemptStore::tries)
                .compose(tries -> tries.map(spent -> Future.succeededFuture(isUsedUp(spent, now)))
                        .orElseGet(() -> rateLimited(sql, subject, now)));
    }

    /** Removes a successful attempt from the count. Earlier failed attempts stay. */
    public Future<Void> giveBack(Sql sql, Buffer subject, Instant at) {
        return sql.run(GIVE_BACK, subject, at).mapEmpty();
    }

    /** Resets the count after a password change. */
    public Future<Void> clear(Sql sql, Buffer subject) {
        return sql.run(CLEAR, subject).mapEmpty();
    }

    public Future<Void> sweep(Sql sql, Instant now) {
        return sql.run(SWEEP, now.minus(LONG.period())).mapEmpty();
    }

    private Future<Boolean> rateLimited(Sql sql, Buffer subject, Instant now) {
        return sql.run(TRIES, subject)
                .map(rows -> tries(rows).orElse(List.of()))
                .compose(tries -> Future.failedFuture(
                        Failure.rateLimited("signin.throttled", wait(tries, now), minutes(wait(tries, now)))));
    }

    private static Optional<List<Instant>> tries(RowSet<Row> rows) {
        return Rows.first(rows, row -> ascending(row.getArrayOfOffsetDateTimes("tries")));
    }

    private static List<Instant> ascending(OffsetDateTime[] tries) {
        return Arrays.stream(tries).map(OffsetDateTime::toInstant).sorted().toList();
    }

    private boolean isUsedUp(List<Instant> tries, Instant now) {
        return isUsedUp(tries, now, mostIn15Minutes, SHORT.period()) || isUsedUp(tries, now, mostPerDay, LONG.period());
    }

    /** The time until both limits allow another attempt. */
    private Duration wait(List<Instant> tries, Instant now) {
        var shortWait = wait(tries, now, mostIn15Minutes, SHORT.period());
        var longWait = wait(tries, now, mostPerDay, LONG.period());
        return shortWait.compareTo(longWait) > 0 ? shortWait : longWait;
    }

    private static Duration wait(List<Instant> tries, Instant now, int most, Duration window) {
        return isUsedUp(tries, now, most, window)
                ? Duration.between(now, nextFree(tries, most, window)).plusSeconds(1)
                : Duration.ofSeconds(1);
    }

    private static boolean isUsedUp(List<Instant> tries, Instant now, int most, Duration window) {
        return tries.size() >= most && nextFree(tries, most, window).isAfter(now);
    }

    /** When the oldest attempt that matters leaves the window. */
    private static Instant nextFree(List<Instant> tries, int most, Duration window) {
        return tries.get(tries.size() - most).plus(window);
    }

    private static long minutes(Duration wait) {
        return wait.plusSeconds(59).toMinutes();
    }
}
