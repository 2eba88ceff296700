package eu.parvis.db;

import eu.parvis.config.Configuration;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connections of one node. No call waits longer than its deadline, whatever the database does. */
public final class Database implements Sql {

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final String COMMIT_WITHOUT_DISK = "SET LOCAL synchronous_commit = off";
    private static final String READ_ONLY = "SELECT current_setting('transaction_read_only')::boolean";
    private static final long RETRY_DELAY = 50;
    private static final long LOG_DELAY = 5_000;

    /** How a call executes its work: with a connection or in a transaction. */
    private interface Execution {
        <T> Future<T> run(Pool pool, Function<SqlConnection, Future<T>> work);
    }

    private final Pools pools;

    private Database(Pools pools) {
        this.pools = pools;
    }

    /**
     * Connects at the first call. Open it outside of any verticle; otherwise the connections are closed with that
     * verticle.
     *
     * @param eventLoops number of event loops of the node; the connections are divided among them
     */
    public static Database open(Vertx vertx, Configuration.Db settings, int eventLoops) {
        return new Database(Pools.open(vertx, settings, eventLoops));
    }

    @Override
    public Future<RowSet<Row>> run(String statement, Tuple parameters) {
        return call(new Call(false), Pool::withConnection, sql -> sql.run(statement, parameters));
    }

    @Override
    public Future<RowSet<Row>> batch(String statement, List<Tuple> parameters) {
        return call(new Call(false), Pool::withConnection, sql -> sql.batch(statement, parameters));
    }

    /**
     * Runs the work in one transaction, which is rolled back if the work throws or fails. Statements that a branch of
     * the work issues after the end of the work are refused.
     *
     * <p>Fails with {@link eu.parvis.bus.Failure#outcomeUnknown} if COMMIT was sent and its confirmation is lost or
     * late. After every other failure, nothing of the work remains.
     */
    public <T> Future<T> inTransaction(Function<Sql, Future<T>> work) {
        return call(new Call(true), Pool::withTransaction, work);
    }

    /**
     * Runs the work in one transaction with PostgreSQL's asynchronous commit: the commit does not wait for the disk. A
     * crash of the database within a second may undo the whole transaction, never a part of it.
     */
    public <T> Future<T> inQuickTransaction(Function<Sql, Future<T>> work) {
        return inTransaction(sql -> {
            var quick = sql.run(COMMIT_WITHOUT_DISK);
            var done = work.apply(sql);
            return Future.all(quick, done).map(all -> done.result());
        });
    }

    private <T> Future<T> call(Call call, Execution execution, Function<Sql, Future<T>> work) {
        return pools.ofThisThread()
                .ask(pool -> execution.run(pool, connection -> call.on(connection, work)))
                .onFailure(cause -> call.giveUp())
                .recover(cause -> Future.failedFuture(call.translate(cause)));
    }

    /**
     * Waits until the database accepts a connection, because a node may be started before its database. Fails if it
     * does not answer in time or rejects the connection.
     */
    Future<Void> awaitAnswer(Vertx vertx, Duration patience) {
        var logTimer = vertx.setTimer(
                LOG_DELAY,
                timer -> LOG.info("The database does not answer yet; the start waits up to {} for it", patience));
        return awaitAnswer(vertx, System.nanoTime() + patience.toNanos())
                .onComplete(done -> vertx.cancelTimer(logTimer));
    }

    private Future<Void> awaitAnswer(Vertx vertx, long end) {
        return pools.ofThisThread()
                .ask(pool -> pool.withConnection(there -> Future.<Void>succeededFuture()))
                .recover(cause -> SqlFailures.isUnavailable(cause) && System.nanoTime() < end
                        ? vertx.timer(RETRY_DELAY, TimeUnit.MILLISECONDS).compose(tried -> awaitAnswer(vertx, end))
                        : Future.failedFuture(cause));
    }

    /** Fails with the reason while nothing can be written. */
    public Future<Void> needWritable() {
        return run(READ_ONLY)
                .compose(rows -> rows.iterator().next().getBoolean(0)
                        ? Future.failedFuture("The database is read-only")
                        : Future.succeededFuture());
    }

    public Future<Void> close() {
        return pools.close();
    }

    static PgConnectOptions connectOptions(Configuration.Db settings) {
        return secured(PgConnectOptions.fromUri(settings.uri()), settings.authority())
                .setUser(settings.user())
                .setPassword(settings.password())
                .setCachePreparedStatements(true)
                .setPreparedStatementCacheMaxSize(256)
                .addProperty("application_name", "parvis")
                // All statements look up keys. By default the server plans some of them again at each execution, which
                // takes longer than the execution.
                .addProperty("plan_cache_mode", "force_generic_plan")
                // A search forgives about one typing error in a word of six letters.
                .addProperty("pg_trgm.word_similarity_threshold", "0.5")
                .addProperty("statement_timeout", "3000")
                .addProperty("lock_timeout", "2500")
                .addProperty("idle_in_transaction_session_timeout", "5000");
    }

    /** Follows PostgreSQL's own clients: without a configured authority, any server certificate is accepted. */
    private static PgConnectOptions secured(PgConnectOptions options, Optional<String> authority) {
        var tls = new ClientSSLOptions()
                .setHostnameVerificationAlgorithm(options.getSslMode() == SslMode.VERIFY_FULL ? "HTTPS" : "");
        authority.ifPresentOrElse(
                file -> tls.setTrustOptions(new PemTrustOptions().addCertPath(file)), () -> tls.setTrustAll(true));
        return options.setSslOptions(tls);
    }
}
