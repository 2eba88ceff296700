package eu.parvis.db;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection pool of one event loop.
 *
 * <p>A database that stops answering without closing its connections blocks them for ever. This includes connections
 * that it has accepted but not authenticated. Closing such a connection does not free it. So every call has a deadline,
 * and after several deadlines without any answer the pool is replaced.
 */
final class Connections {

    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);
    private static final int DEADLINES_BEFORE_REPLACEMENT = 4;

    private final Supplier<Pool> openPool;
    private final Context context;
    private final long deadline;
    private final AtomicLong answers = new AtomicLong();
    private final AtomicInteger unanswered = new AtomicInteger();
    private volatile Pool pool;

    /**
     * Opens the first pool.
     *
     * @param context the context in which later pools are opened
     */
    Connections(Supplier<Pool> openPool, Context context, Duration deadline) {
        this.openPool = openPool;
        this.context = context;
        this.deadline = deadline.toMillis();
        this.pool = openPool.get();
    }

    /**
     * Fails with a {@link TimeoutException} after the deadline. The statement continues, and its result is discarded.
     */
    <T> Future<T> ask(Function<Pool, Future<T>> question) {
        var used = pool;
        var before = answers.get();
        return question.apply(used)
                .onSuccess(answer -> answered(used))
                .onFailure(cause -> failed(used, cause))
                .timeout(deadline, TimeUnit.MILLISECONDS)
                .onFailure(cause -> {
                    // If other calls were answered meanwhile, this call waited for a free connection or for a slow
                    // statement.
                    if (cause instanceof TimeoutException && answers.get() == before) {
                        unanswered(used);
                    }
                });
    }

    private void failed(Pool used, Throwable cause) {
        // The queue of the pool is full; the database has not answered.
        if (!(cause instanceof ConnectionPoolTooBusyException)) {
            answered(used);
        }
    }

    private void answered(Pool used) {
        if (used == pool) {
            answers.incrementAndGet();
            unanswered.set(0);
        }
    }

    private void unanswered(Pool used) {
        if (used == pool && unanswered.incrementAndGet() >= DEADLINES_BEFORE_REPLACEMENT) {
            context.runOnContext(go -> replace(used));
        }
    }

    private void replace(Pool old) {
        if (old != pool) {
            return;
        }
        LOG.warn("The database does not answer; replacing the connection pool of an event loop");
        pool = openPool.get();
        unanswered.set(0);
        old.close().onFailure(cause -> LOG.debug("The replaced connection pool did not close", cause));
    }

    /**
     * Waits no longer than the deadline of a call, because a connection to a database that does not answer is never
     * closed.
     */
    Future<Void> close() {
        return pool.close().timeout(deadline, TimeUnit.MILLISECONDS);
    }
}
