package eu.parvis.db;

import eu.parvis.config.Configuration;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections of one node.
 *
 * <p>A database that neither answers nor dies holds its connections for ever, and closing one of them does not free it;
 * so every call has a deadline, and after several deadlines in a row all connections are replaced.
 */
public final class Database implements Sql {

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final String NOT_WAITED_FOR = "SET LOCAL synchronous_commit = off";
    private static final long BETWEEN_TRIES = 50;
    private static final long SOON = 5_000;
    private static final int DEADLINES_BEFORE_NEW_CONNECTIONS = 8;

    /** How a call gets its connection. */
    private interface Way {
        <T> Future<T> open(Pool pool, Function<SqlConnection, Future<T>> work);
    }

    private final Configuration.Db settings;
    private final Supplier<Pools> opening;
    private final AtomicReference<Pools> pools;
    private final AtomicInteger missedDeadlines = new AtomicInteger();

    private Database(Configuration.Db settings, Supplier<Pools> opening) {
        this.settings = settings;
        this.opening = opening;
        this.pools = new AtomicReference<>(opening.get());
    }

    /**
     * Connects when the first asks.
     *
     * @param eventLoops how many the node has; they share out its connections
     */
    public static Database open(Vertx vertx, Configuration.Db settings, int eventLoops) {
        return new Database(settings, () -> Pools.open(vertx, settings, eventLoops));
    }

    @Override
    public Future<RowSet<Row>> run(String statement, Tuple parameters) {
        return call(Pool::withConnection, sql -> sql.run(statement, parameters));
    }

    @Override
    public Future<RowSet<Row>> batch(String statement, List<Tuple> parameters) {
        return call(Pool::withConnection, sql -> sql.batch(statement, parameters));
    }

    /**
     * All of it or nothing of it. The work may throw; the transaction is rolled back then, too. Once the work is done or
     * has failed, whatever is still asked by a part of it is refused.
     */
    public <T> Future<T> inTransaction(Function<Sql, Future<T>> work) {
        return call(Pool::withTransaction, work);
    }

    /**
     * The same, and not waited for until it is on the disk. Should the database fall within that moment, none of it ever
     * happened; once anything later is on the disk, so is this.
     */
    public <T> Future<T> inQuickTransaction(Function<Sql, Future<T>> work) {
        return inTransaction(sql -> {
            var quick = sql.run(NOT_WAITED_FOR);
            var done = work.apply(sql);
            return Future.all(quick, done).map(all -> done.result());
        });
    }

    /** A node may be started before its database. Fails where that does not answer in time, or refuses us. */
    Future<Void> answers(Vertx vertx, Duration patience) {
        var late = vertx.setTimer(
                SOON, timer -> LOG.info("The database does not answer yet; a start waits {} for it", patience));
        return answers(vertx, System.nanoTime() + patience.toNanos()).onComplete(done -> vertx.cancelTimer(late));
    }

    private Future<Void> answers(Vertx vertx, long end) {
        return pool().getConnection()
                .compose(SqlClient::close)
                .recover(cause -> SqlFailures.isAway(cause) && System.nanoTime() < end
                        ? vertx.timer(BETWEEN_TRIES, TimeUnit.MILLISECONDS).compose(tried -> answers(vertx, end))
                        : Future.failedFuture(cause));
    }

    /** Within the deadline of a call: a connection whose peer neither answers nor dies would never be closed. */
    public Future<Void> close() {
        return pools.get().close().timeout(settings.deadline().toMillis(), TimeUnit.MILLISECONDS);
    }

    private <T> Future<T> call(Way way, Function<Sql, Future<T>> work) {
        var call = new Call();
        return bounded(way.open(pool(), connection -> call.on(connection, work)))
                .onFailure(cause -> call.end());
    }

    private <T> Future<T> bounded(Future<T> call) {
        return call.timeout(settings.deadline().toMillis(), TimeUnit.MILLISECONDS)
                .onSuccess(answer -> missedDeadlines.set(0))
                .recover(cause -> {
                    if (cause instanceof TimeoutException) {
                        deadlineMissed();
                    }
                    return Future.failedFuture(SqlFailures.meaningOf(cause));
                });
    }

    private void deadlineMissed() {
        if (missedDeadlines.incrementAndGet() < DEADLINES_BEFORE_NEW_CONNECTIONS) {
            return;
        }
        missedDeadlines.set(0);
        LOG.warn("The database does not answer; its connections are replaced");
        pools.getAndSet(opening.get()).close().onFailure(cause -> LOG.debug("The old ones did not close", cause));
    }

    private Pool pool() {
        return pools.get().ofThisThread();
    }

    static PgConnectOptions connectOptions(Configuration.Db settings) {
        return PgConnectOptions.fromUri(settings.uri())
                .setUser(settings.user())
                .setPassword(settings.password())
                .setCachePreparedStatements(true)
                .setPreparedStatementCacheMaxSize(256)
                .addProperty("application_name", "parvis")
                // All look up keys. Left to itself, the server plans some anew each time, which takes longer than they
                // do.
                .addProperty("plan_cache_mode", "force_generic_plan")
                .addProperty("statement_timeout", "3000")
                .addProperty("lock_timeout", "2500")
                .addProperty("idle_in_transaction_session_timeout", "5000");
    }
}
