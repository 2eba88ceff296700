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
 * Counts the passwords, answers and codes that are tried, over every door together and before any of them is looked at:
 * at most ten in fifteen minutes and a hundred a day. Names that nobody has are counted alike, so that nobody learns who
 * is there.
 */
public final class AttemptStore {

    private static final Limit SHORT = Limit.of("triesPer15Minutes", Duration.ofMinutes(15));
    private static final Limit LONG = Limit.of("triesPerDay", Duration.ofDays(1));

    /**
     * One row a subject, so that the row's lock decides: of many tries at once no more than allowed get through. Not
     * waited for until it is on the disk: a try that is forgotten because the database fell in that half second helps
     * nobody.
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

    /** The tries at somebody's account, whatever was typed to name it. */
    public static Buffer of(UUID account) {
        return Tokens.sha256("account " + account);
    }

    /** Those made where the person has signed in before: strangers cannot use them up. */
    public static Buffer of(UUID account, String device) {
        return Tokens.sha256("account " + account + " device " + device);
    }

    /** Those at a name that nobody has. */
    public static Buffer of(Login nobody) {
        return Tokens.sha256("login " + nobody.key());
    }

    /**
     * Counts one, and says whether it is the last for now. Fails with {@code RATE_LIMITED} where it would be one too many;
     * nothing may be evaluated then.
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
                .compose(tries -> tries.map(spent -> Future.succeededFuture(noneIsLeft(spent, now)))
                        .orElseGet(() -> refused(sql, subject, now)));
    }

    /** The try was right, so it does not count. The wrong ones before it still do. */
    public Future<Void> giveBack(Sql sql, Buffer subject, Instant at) {
        return sql.run(GIVE_BACK, subject, at).mapEmpty();
    }

    /** A new password has nothing to fear from tries at the old one. */
    public Future<Void> clear(Sql sql, Buffer subject) {
        return sql.run(CLEAR, subject).mapEmpty();
    }

    public Future<Void> sweep(Sql sql, Instant now) {
        return sql.run(SWEEP, now.minus(LONG.period())).mapEmpty();
    }

    private Future<Boolean> refused(Sql sql, Buffer subject, Instant now) {
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

    private boolean noneIsLeft(List<Instant> tries, Instant now) {
        return areSpent(tries, now, mostIn15Minutes, SHORT.period()) || areSpent(tries, now, mostPerDay, LONG.period());
    }

    /** Until the tries that are too many are old enough. */
    private Duration wait(List<Instant> tries, Instant now) {
        var here = wait(tries, now, mostIn15Minutes, SHORT.period());
        var today = wait(tries, now, mostPerDay, LONG.period());
        return here.compareTo(today) > 0 ? here : today;
    }

    private static Duration wait(List<Instant> tries, Instant now, int most, Duration window) {
        return areSpent(tries, now, most, window)
                ? Duration.between(now, free(tries, most, window)).plusSeconds(1)
                : Duration.ofSeconds(1);
    }

    private static boolean areSpent(List<Instant> tries, Instant now, int most, Duration window) {
        return tries.size() >= most && free(tries, most, window).isAfter(now);
    }

    /** When the next one is free. */
    private static Instant free(List<Instant> tries, int most, Duration window) {
        return tries.get(tries.size() - most).plus(window);
    }

    private static long minutes(Duration wait) {
        return wait.plusSeconds(59).toMinutes();
    }
}
