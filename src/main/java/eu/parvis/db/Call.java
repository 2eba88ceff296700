package eu.parvis.db;

import io.vertx.core.Future;
import io.vertx.sqlclient.PreparedQuery;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Runs the statements of one call on its connection. Refuses statements after the work has ended or the caller has
 * timed out.
 *
 * <p>The work of a transaction ends when its first branch fails, but other branches may still run. Vert.x ends the
 * transaction as soon as none of its statements is running. A later statement of such a branch would be committed on
 * its own, on a connection that may already serve another call.
 */
final class Call implements Sql {

    /** In any part of the statement, as in {@code WITH}. A lock such as {@code FOR UPDATE} writes nothing. */
    private static final Pattern WRITES = Pattern.compile("\\b(INSERT|(?<!FOR |KEY )UPDATE|DELETE|MERGE)\\b");

    private enum Phase {
        WORKING,
        /** The work has succeeded. If it was a transaction, its COMMIT was sent. */
        DONE,
        /** The work has failed, or the deadline has passed. If it was a transaction, it is rolled back. */
        GIVEN_UP
    }

    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.WORKING);
    private final Queue<String> sent = new ConcurrentLinkedQueue<>();
    private final boolean transaction;
    private volatile SqlClient connection;

    /**
     * Starts in the phase {@code WORKING}.
     *
     * @param transaction if not, each statement commits on its own
     */
    Call(boolean transaction) {
        this.transaction = transaction;
    }

    /** Starts nothing if the caller has timed out while waiting for a connection. The work may throw. */
    <T> Future<T> on(SqlClient connection, Function<Sql, Future<T>> work) {
        this.connection = connection;
        return unlessOver(() -> Future.succeededFuture((Sql) this).compose(work))
                .onFailure(cause -> giveUp())
                .compose(this::ended);
    }

    /** Rolls back if the deadline has passed meanwhile. */
    private <T> Future<T> ended(T result) {
        return leave(Phase.DONE) ? Future.succeededFuture(result) : tooLate();
    }

    void giveUp() {
        leave(Phase.GIVEN_UP);
    }

    /** The first way to end wins: what was given up is never committed. */
    private boolean leave(Phase next) {
        return phase.compareAndSet(Phase.WORKING, next);
    }

    /** The failure for the caller. */
    Throwable translate(Throwable cause) {
        if (connection == null) {
            return SqlFailures.noConnection(cause);
        }
        return mayBeCommitted() ? SqlFailures.ofCommit(cause) : SqlFailures.translate(cause);
    }

    /** Whether a statement that writes was sent, and so was its COMMIT, or it needs none. */
    private boolean mayBeCommitted() {
        return (!transaction || phase.get() == Phase.DONE) && sent.stream().anyMatch(Call::writes);
    }

    private static boolean writes(String statement) {
        return WRITES.matcher(statement).find();
    }

    @Override
    public Future<RowSet<Row>> run(String statement, Tuple parameters) {
        return unlessOver(() -> send(statement).execute(parameters));
    }

    @Override
    public Future<RowSet<Row>> batch(String statement, List<Tuple> parameters) {
        return unlessOver(() -> send(statement).executeBatch(parameters));
    }

    private PreparedQuery<RowSet<Row>> send(String statement) {
        sent.add(statement);
        return connection.preparedQuery(statement);
    }

    private <T> Future<T> unlessOver(Supplier<Future<T>> action) {
        return phase.get() != Phase.WORKING
                ? tooLate()
                : action.get().recover(cause -> Future.failedFuture(translate(cause)));
    }

    private static <T> Future<T> tooLate() {
        return Future.failedFuture(new IllegalStateException("A statement was issued after the end of its call"));
    }
}
