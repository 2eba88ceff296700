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
 * The connections of one event loop.
 *
 * <p>A database that neither answers nor dies holds them for ever, those that it accepted and never let in as well, and
 * closing one of them does not free it; so every call has a deadline, and after several without any answer all are
 * replaced.
 */
final class Connections {

    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);
    private static final int DEADLINES_BEFORE_NEW_ONES = 4;

    private final Supplier<Pool> opening;
    private final Context home;
    private final long deadline;
    private final AtomicLong answers = new AtomicLong();
    private final AtomicInteger unanswered = new AtomicInteger();
    private volatile Pool pool;

    /** @param home where new ones are opened */
    Connections(Supplier<Pool> opening, Context home, Duration deadline) {
        this.opening = opening;
        this.home = home;
        this.deadline = deadline.toMillis();
        this.pool = opening.get();
    }

    /** Fails with a {@link TimeoutException} after the deadline; what is asked goes on, and nobody hears of it. */
    <T> Future<T> ask(Function<Pool, Future<T>> question) {
        var asked = pool;
        var before = answers.get();
        return question.apply(asked)
                .onSuccess(answer -> answered(asked))
                .onFailure(cause -> refused(asked, cause))
                .timeout(deadline, TimeUnit.MILLISECONDS)
                .onFailure(cause -> {
                    // Whoever waits for others, or for something slow, hears that others are answered.
                    if (cause instanceof TimeoutException && answers.get() == before) {
                        unanswered(asked);
                    }
                });
    }

    private void refused(Pool asked, Throwable cause) {
        // Too many wait: the pool says so, the database has said nothing.
        if (!(cause instanceof ConnectionPoolTooBusyException)) {
            answered(asked);
        }
    }

    private void answered(Pool asked) {
        if (asked == pool) {
            answers.incrementAndGet();
            unanswered.set(0);
        }
    }

    private void unanswered(Pool asked) {
        if (asked == pool && unanswered.incrementAndGet() >= DEADLINES_BEFORE_NEW_ONES) {
            home.runOnContext(go -> replace(asked));
        }
    }

    private void replace(Pool silent) {
        if (silent != pool) {
            return;
        }
        LOG.warn("The database does not answer; the connections of an event loop are replaced");
        pool = opening.get();
        unanswered.set(0);
        silent.close().onFailure(cause -> LOG.debug("The old ones did not close", cause));
    }

    /** Within the deadline of a call: a connection whose peer neither answers nor dies would never be closed. */
    Future<Void> close() {
        return pool.close().timeout(deadline, TimeUnit.MILLISECONDS);
    }
}
