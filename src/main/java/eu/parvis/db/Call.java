package eu.parvis.db;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What one call asks on its connection, until its work is done or it is given up. From then on it is refused.
 *
 * <p>The work of a transaction ends with the first branch that fails, while others go on. Vert.x forgets the
 * transaction as soon as nothing of it is under way, so whatever they ask later would be committed by itself, on a
 * connection that may serve somebody else by then.
 */
final class Call implements Sql {

    private final AtomicBoolean over = new AtomicBoolean();
    private volatile SqlClient connection;

    /** Nothing is begun for a caller who has given up waiting for a connection. The work may throw. */
    <T> Future<T> on(SqlClient itsConnection, Function<Sql, Future<T>> work) {
        connection = itsConnection;
        return unlessOver(() -> Future.succeededFuture((Sql) this).compose(work))
                .onFailure(cause -> end())
                .compose(this::ended);
    }

    /** Nor is anything kept that was given up. */
    private <T> Future<T> ended(T result) {
        return over.compareAndSet(false, true) ? Future.succeededFuture(result) : tooLate();
    }

    void end() {
        over.set(true);
    }

    @Override
    public Future<RowSet<Row>> run(String statement, Tuple parameters) {
        return unlessOver(() -> connection.preparedQuery(statement).execute(parameters));
    }

    @Override
    public Future<RowSet<Row>> batch(String statement, List<Tuple> parameters) {
        return unlessOver(() -> connection.preparedQuery(statement).executeBatch(parameters));
    }

    private <T> Future<T> unlessOver(Supplier<Future<T>> asking) {
        return over.get()
                ? tooLate()
                : asking.get().recover(cause -> Future.failedFuture(SqlFailures.meaningOf(cause)));
    }

    private static <T> Future<T> tooLate() {
        return Future.failedFuture(new IllegalStateException("The call is over"));
    }
}
