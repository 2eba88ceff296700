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
    private static final long BETWEEN_TRIES = 50;
    private static final long SOON = 5_000;

    /** How a call gets its connection. */
    private interface Way {
        <T> Future<T> open(Pool pool, Function<SqlConnection, Future<T>> work);
    }

    private final Pools pools;

    private Database(Pools pools) {
        this.pools = pools;
    }

    /**
     * Connects when the first asks. To be opened outside of any verticle: with that its connections would end.
     *
     * @param eventLoops how many the node has; they share out its connections
     */
    public static Database open(Vertx vertx, Configuration.Db settings, int eventLoops) {
        return new Database(Pools.open(vertx, settings, eventLoops));
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
     * The same with PostgreSQL's asynchronous commit: the commit does not wait for the disk. A crash of the database
     * within a second may undo the whole transaction, never a part of it.
     */
    public <T> Future<T> inQuickTransaction(Function<Sql, Future<T>> work) {
        return inTransaction(sql -> {
            var quick = sql.run(COMMIT_WITHOUT_DISK);
            var done = work.apply(sql);
            return Future.all(quick, done).map(all -> done.result());
        });
    }

    private <T> Future<T> call(Way way, Function<Sql, Future<T>> work) {
        var call = new Call();
        return pools.ofThisThread()
                .ask(pool -> way.open(pool, connection -> call.on(connection, work)))
                .onFailure(cause -> call.end())
                .recover(cause -> Future.failedFuture(SqlFailures.meaningOf(cause)));
    }

    /** A node may be started before its database. Fails where that does not answer in time, or refuses us. */
    Future<Void> answers(Vertx vertx, Duration patience) {
        var late = vertx.setTimer(
                SOON, timer -> LOG.info("The database does not answer yet; a start waits {} for it", patience));
        return answers(vertx, System.nanoTime() + patience.toNanos()).onComplete(done -> vertx.cancelTimer(late));
    }

    private Future<Void> answers(Vertx vertx, long end) {
        return pools.ofThisThread()
                .ask(pool -> pool.withConnection(there -> Future.<Void>succeededFuture()))
                .recover(cause -> SqlFailures.isAway(cause) && System.nanoTime() < end
                        ? vertx.timer(BETWEEN_TRIES, TimeUnit.MILLISECONDS).compose(tried -> answers(vertx, end))
                        : Future.failedFuture(cause));
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
                // All look up keys. Left to itself, the server plans some anew each time, which takes longer than they
                // do.
                .addProperty("plan_cache_mode", "force_generic_plan")
                .addProperty("statement_timeout", "3000")
                .addProperty("lock_timeout", "2500")
                .addProperty("idle_in_transaction_session_timeout", "5000");
    }

    /** As PostgreSQL's own clients understand it: where no authority is named, nobody vouches for the server. */
    private static PgConnectOptions secured(PgConnectOptions options, Optional<String> authority) {
        var tls = new ClientSSLOptions()
                .setHostnameVerificationAlgorithm(options.getSslMode() == SslMode.VERIFY_FULL ? "HTTPS" : "");
        authority.ifPresentOrElse(
                file -> tls.setTrustOptions(new PemTrustOptions().addCertPath(file)), () -> tls.setTrustAll(true));
        return options.setSslOptions(tls);
    }
}
