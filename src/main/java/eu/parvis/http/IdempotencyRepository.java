package eu.parvis.http;

import eu.parvis.db.Rows;
import eu.parvis.db.Sql;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.Optional;

/** Running and answered calls, by scope and key. */
final class IdempotencyRepository {

    /**
     * Claims the key if it is unused, expired, or left by an attempt that was not answered. A key that is taken over
     * keeps its age. synchronous_commit is off: the effect is committed later, so whenever the effect is on disk, this
     * row is too.
     */
    private static final String BEGIN = """
            INSERT INTO idempotency AS known (scope, key, request_hash, state, created_at, lease_until)
            SELECT $1::bytea, $2::text, $3::bytea, 'RUNNING', $4::timestamptz, $5::timestamptz
            FROM set_config('synchronous_commit', 'off', true)
            ON CONFLICT (scope, key) DO UPDATE
            SET request_hash = excluded.request_hash, state = 'RUNNING', status = NULL, body = NULL,
                location = NULL, language = NULL, lease_until = excluded.lease_until, taken_over = known.created_at > $6,
                created_at = CASE WHEN known.created_at > $6 THEN known.created_at ELSE excluded.created_at END
            WHERE known.created_at <= $6
               OR (known.state = 'RUNNING' AND known.lease_until <= $4 AND known.request_hash = excluded.request_hash)
            RETURNING taken_over
            """;

    private static final String FIND = """
            SELECT request_hash, lease_until, state, status, body, location, language
            FROM idempotency WHERE scope = $1 AND key = $2
            """;

    /** synchronous_commit is off: if the answer is lost, the effect is not, and a repetition finds it. */
    private static final String ANSWER = """
            UPDATE idempotency SET state = 'ANSWERED', status = $4, body = $5, location = $6, language = $7
            FROM set_config('synchronous_commit', 'off', true)
            WHERE scope = $1 AND key = $2 AND state = 'RUNNING' AND lease_until = $3
            """;

    /** The next repetition may take the key over at once. */
    private static final String LEAVE = """
            UPDATE idempotency SET lease_until = $4
            FROM set_config('synchronous_commit', 'off', true)
            WHERE scope = $1 AND key = $2 AND state = 'RUNNING' AND lease_until = $3
            """;

    private static final String FORGET = """
            DELETE FROM idempotency USING set_config('synchronous_commit', 'off', true)
            WHERE scope = $1 AND key = $2 AND state = 'RUNNING' AND lease_until = $3
            """;

    private static final String FORGET_OLD = "DELETE FROM idempotency WHERE created_at <= $1";

    /** One call: its scope, key and content, and when its lease ends. */
    record Call(Buffer scope, String key, Buffer requestHash, Instant leaseUntil) {}

    /**
     * An answer as it is stored.
     *
     * @param body encrypted
     * @param location null if the answer has no such header
     * @param language null if the answer has no such header
     */
    record Stored(int status, Buffer body, String location, String language) {}

    /** An earlier call; without an answer until it was answered. */
    record Known(Buffer requestHash, Instant leaseUntil, Optional<Stored> answer) {}

    /** What a call may do with its key. */
    enum Claim {
        FIRST,
        /** An earlier attempt was not answered; it may have taken effect. */
        TAKEN_OVER,
        /** The key belongs to another attempt, which runs or was answered. */
        REFUSED
    }

    private final Sql sql;

    IdempotencyRepository(Sql sql) {
        this.sql = sql;
    }

    /** Claims the key; not refused to exactly one of several concurrent calls. */
    Future<Claim> begin(Call call, Instant now, Instant tooOld) {
        return sql.run(BEGIN, call.scope, call.key, call.requestHash, now, call.leaseUntil, tooOld)
                .map(rows -> Rows.first(rows, IdempotencyRepository::claim).orElse(Claim.REFUSED));
    }

    private static Claim claim(Row row) {
        return row.getBoolean("taken_over") ? Claim.TAKEN_OVER : Claim.FIRST;
    }

    Future<Optional<Known>> find(Call call) {
        return sql.run(FIND, call.scope, call.key).map(rows -> Rows.first(rows, IdempotencyRepository::known));
    }

    /** Stores the answer, unless the lease expired and another call took over. */
    Future<Boolean> answer(Call call, Stored answer) {
        return sql.run(
                        ANSWER,
                        call.scope,
                        call.key,
                        call.leaseUntil,
                        answer.status,
                        answer.body,
                        answer.location,
                        answer.language)
                .map(Rows::changed);
    }

    Future<Boolean> leave(Call call, Instant now) {
        return sql.run(LEAVE, call.scope, call.key, call.leaseUntil, now).map(Rows::changed);
    }

    Future<Boolean> forget(Call call) {
        return sql.run(FORGET, call.scope, call.key, call.leaseUntil).map(Rows::changed);
    }

    Future<Integer> forgetUntil(Instant tooOld) {
        return sql.run(FORGET_OLD, tooOld).map(rows -> rows.rowCount());
    }

    private static Known known(Row row) {
        return new Known(
                row.getBuffer("request_hash"),
                Rows.instant(row, "lease_until"),
                row.getString("state").equals("ANSWERED") ? Optional.of(stored(row)) : Optional.empty());
    }

    private static Stored stored(Row row) {
        return new Stored(
                row.getInteger("status"), row.getBuffer("body"), row.getString("location"), row.getString("language"));
    }
}
