package eu.parvis.db;

import eu.parvis.bus.Failure;
import io.vertx.core.VertxException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Translates failures of statements for their callers. */
final class SqlFailures {

    private static final Logger LOG = LoggerFactory.getLogger(SqlFailures.class);
    private static final Duration TRY_AGAIN = Duration.ofSeconds(3);

    private static final String UNIQUE_VIOLATION = "23505";

    /** Read-only, lock and statement time-outs, serialisation, deadlock: the same statement may succeed later. */
    private static final Set<String> TEMPORARY = Set.of("25006", "55P03", "57014", "40001", "40P01");

    /** Beginnings of the driver's messages about ended connections. The driver has no exception type for them. */
    private static final List<String> CONNECTION_ENDED = List.of("Client is closed", "Connection was closed");

    /** The same, where the statement was never sent. */
    private static final List<String> NOT_SENT = List.of(
            "Pool closed",
            "Connection is not active now",
            "Pending requests failed to be sent",
            "SSL handshake failed");

    private SqlFailures() {}

    static Throwable translate(Throwable cause) {
        // The failure of a rule inside a transaction stays as it is, although it is a VertxException.
        if (cause instanceof Failure) {
            return cause;
        }
        if (cause instanceof PgException sql && UNIQUE_VIOLATION.equals(sql.getSqlState())) {
            return new ConstraintViolation(sql.getConstraint(), sql);
        }
        if (isUnavailable(cause)) {
            LOG.warn("The database is unreachable or busy: {}", cause.getMessage());
            return Failure.unavailable(TRY_AGAIN);
        }
        return cause;
    }

    /**
     * For a call that never got a connection. Whatever the reason, the database is away for this node: nobody listens,
     * or it refuses the log-in, the password, the role or the database.
     */
    static Failure noConnection(Throwable cause) {
        LOG.warn("No connection to the database: {}", cause.getMessage());
        return Failure.unavailable(TRY_AGAIN);
    }

    /**
     * For a call whose COMMIT was sent, or a statement that writes outside a transaction. A refusal, such as by a
     * deferred constraint, leaves nothing. If the connection was lost or the answer is late, the change may be
     * committed, or become so later: a synchronous standby may confirm it after the deadline.
     */
    static Throwable ofCommit(Throwable cause) {
        if (isRefusal(cause)) {
            return translate(cause);
        }
        LOG.warn("It is unknown whether a change was committed: {}", cause.getMessage());
        return Failure.outcomeUnknown(TRY_AGAIN);
    }

    private static boolean isRefusal(Throwable cause) {
        return !isUnavailable(cause) || isRolledBack(cause) || begins(cause, NOT_SENT);
    }

    /** The server has said so. Where it ends the connection instead, it may have committed before. */
    private static boolean isRolledBack(Throwable cause) {
        return isTemporary(cause) || isOutOfResources(cause);
    }

    /** 53 out of resources, 58 the server's own disk. */
    private static boolean isOutOfResources(Throwable cause) {
        return cause instanceof PgException sql
                && sql.getSqlState() != null
                && (sql.getSqlState().startsWith("53") || sql.getSqlState().startsWith("58"));
    }

    private static boolean isTemporary(Throwable cause) {
        return cause instanceof PgException sql && sql.getSqlState() != null && TEMPORARY.contains(sql.getSqlState());
    }

    static boolean isUnavailable(Throwable cause) {
        if (cause instanceof PgException sql) {
            var state = sql.getSqlState();
            // 08 connection, 40003 completion unknown, 57P operator intervention
            return state == null
                    || state.startsWith("08")
                    || state.equals("40003")
                    || state.startsWith("57P")
                    || isRolledBack(cause);
        }
        return cause instanceof ClosedConnectionException
                || cause instanceof TimeoutException
                || cause instanceof IOException
                || cause instanceof ConnectionPoolTooBusyException
                || begins(cause, CONNECTION_ENDED)
                || begins(cause, NOT_SENT);
    }

    private static boolean begins(Throwable cause, List<String> messages) {
        return (cause instanceof VertxException || cause instanceof IllegalStateException)
                && cause.getMessage() != null
                && messages.stream().anyMatch(cause.getMessage()::startsWith);
    }
}
