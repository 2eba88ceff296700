package eu.parvis.db;

import eu.parvis.config.Configuration;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections of one node.
 *
 * <p>A database that neither answers nor dies holds its connections for ever, and closing one of them does not free it;
 * so every call has a deadline, and after several deadlines in a row the whole pool is replaced.
 */
public final class Database implements Sql {

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final int DEADLINES_BEFORE_NEW_POOL = 8;

    private final Vertx vertx;
    private final Configuration.Db settings;
    private final AtomicReference<Pool> pool;
    private final AtomicInteger missedDeadlines = new AtomicInteger();

    private Database(Vertx vertx, Configuration.Db settings) {
        this.vertx = vertx;
        this.settings = settings;
        this.pool = new AtomicReference<>(openPool());
    }

    public static Database open(Vertx vertx, Configuration.Db settings) {
        return new Database(vertx, settings);
    }

    @Override
    public Future<RowSet<Row>> run(String statement, Tuple parameters) {
        return bounded(run(pool.get(), statement, parameters));
    }

    @Override
    public Future<RowSet<Row>> batch(String statement, List<Tuple> parameters) {
        return bounded(runBatch(pool.get(), statement, parameters));
    }

    /** All of it or nothing of it. The work may throw; the transaction is rolled back then, too. */
    public <T> Future<T> inTransaction(Function<Sql, Future<T>> work) {
        return bounded(pool.get()
                .withTransaction(connection -> Future.succeededFuture((Sql) new Transaction(connection))
                        .compose(work)));
    }

    /** Within the deadline of a call: a connection whose peer neither answers nor dies would never be closed. */
    public Future<Void> close() {
        return pool.get().close().timeout(settings.deadline().toMillis(), TimeUnit.MILLISECONDS);
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
        if (missedDeadlines.incrementAndGet() < DEADLINES_BEFORE_NEW_POOL) {
            return;
        }
        missedDeadlines.set(0);
        LOG.warn("The database does not answer; its connections are replaced");
        pool.getAndSet(openPool()).close().onFailure(cause -> LOG.debug("The old pool did not close", cause));
    }

    private Pool openPool() {
        return PgBuilder.pool()
                .with(new PoolOptions()
                        .setName("portal")
                        .setMaxSize(settings.poolSize())
                        .setMaxWaitQueueSize(settings.waitQueue())
                        .setConnectionTimeout(2)
                        .setConnectionTimeoutUnit(TimeUnit.SECONDS))
                .connectingTo(connectOptions(settings))
                .using(vertx)
                .build();
    }

    static PgConnectOptions connectOptions(Configuration.Db settings) {
        return PgConnectOptions.fromUri(settings.uri())
                .setUser(settings.user())
                .setPassword(settings.password())
                .setCachePreparedStatements(true)
                .setPreparedStatementCacheMaxSize(256)
                .addProperty("application_name", "parvis")
                .addProperty("statement_timeout", "3000")
                .addProperty("lock_timeout", "2500")
                .addProperty("idle_in_transaction_session_timeout", "5000");
    }

    private static Future<RowSet<Row>> run(SqlClient client, String statement, Tuple parameters) {
        return client.preparedQuery(statement).execute(parameters);
    }

    private static Future<RowSet<Row>> runBatch(SqlClient client, String statement, List<Tuple> parameters) {
        return client.preparedQuery(statement).executeBatch(parameters);
    }

    private record Transaction(SqlClient connection) implements Sql {

        @Override
        public Future<RowSet<Row>> run(String statement, Tuple parameters) {
            return Database.run(connection, statement, parameters)
                    .recover(cause -> Future.failedFuture(SqlFailures.meaningOf(cause)));
        }

        @Override
        public Future<RowSet<Row>> batch(String statement, List<Tuple> parameters) {
            return runBatch(connection, statement, parameters)
                    .recover(cause -> Future.failedFuture(SqlFailures.meaningOf(cause)));
        }
    }
}
