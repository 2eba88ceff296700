package eu.parvis.db;

import com.fasterxml.jackson.core.JsonProcessingException;
import eu.parvis.bus.Failure;
import eu.parvis.bus.Json;
import eu.parvis.bus.Message;
import eu.parvis.crypto.Secret;
import eu.parvis.crypto.SecretBox;
import eu.parvis.crypto.Tokens;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Gives a repeated call the result of its first effect. The result is written in the transaction of the effect, so that
 * it exists exactly if the effect does, also where the answer or the confirmation of the COMMIT was lost.
 */
public final class EffectStore {

    /** How long a repetition finds the result: as long as an Idempotency-Key lives. */
    public static final Duration RETENTION = Duration.ofHours(24);

    private static final String FIND = "SELECT result FROM effect WHERE call = $1 AND created_at > $2";

    private static final String ADD = """
            INSERT INTO effect AS known (call, result, created_at) VALUES ($1, $2, $3)
            ON CONFLICT (call) DO UPDATE SET result = excluded.result, created_at = excluded.created_at
            WHERE known.created_at <= $4
            """;

    private static final String FORGET_OLD = "DELETE FROM effect WHERE created_at <= $1";

    private static final Duration TRY_AGAIN = Duration.ofSeconds(1);

    private final SecretBox box;

    public EffectStore(SecretBox box) {
        this.box = box;
    }

    /**
     * Runs the effect inside the caller's transaction, unless an earlier run of the same call has committed.
     *
     * @param call token of the call, the same when it is repeated; empty if nobody can repeat it
     * @param type of the result
     */
    public <R extends Message> Future<R> once(
            Sql sql, Optional<String> call, Class<R> type, Instant now, Supplier<Future<R>> effect) {
        if (call.isEmpty()) {
            return effect.get();
        }
        var hash = Tokens.sha256(call.get());
        return sql.run(FIND, hash, now.minus(RETENTION))
                .map(rows -> Rows.first(rows, row -> read(row, hash, type)))
                .compose(known -> known.isPresent()
                        ? Future.succeededFuture(known.get())
                        : effect.get().compose(result -> add(sql, hash, result, now)));
    }

    public Future<Integer> sweep(Sql sql, Instant now) {
        return sql.run(FORGET_OLD, now.minus(RETENTION)).map(rows -> rows.rowCount());
    }

    private <R extends Message> Future<R> add(Sql sql, Buffer call, R result, Instant now) {
        return sql.run(ADD, call, box.seal(new Secret(text(result)), context(call)), now, now.minus(RETENTION))
                .compose(rows -> Rows.changed(rows)
                        ? Future.succeededFuture(result)
                        // A concurrent run of the same call has committed; the next repetition finds its result.
                        : Future.failedFuture(Failure.unavailable(TRY_AGAIN)));
    }

    private <R extends Message> R read(Row row, Buffer call, Class<R> type) {
        try {
            return Json.mapper()
                    .readValue(box.open(row.getBuffer("result"), context(call)).text(), type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A stored result cannot be read", e);
        }
    }

    private static String text(Message result) {
        try {
            return Json.mapper().writeValueAsString(result);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Not writable as JSON: " + result.getClass(), e);
        }
    }

    private static String context(Buffer call) {
        return "effect " + HexFormat.of().formatHex(call.getBytes());
    }
}
