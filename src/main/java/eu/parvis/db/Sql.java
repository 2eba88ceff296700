package eu.parvis.db;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Runs statements on the pool or in one open transaction. Only repositories and stores write statements.
 *
 * <p>Failures: {@link eu.parvis.bus.Failure} UNAVAILABLE if the database is unreachable or busy, {@link
 * eu.parvis.bus.Failure#outcomeUnknown} if it may have committed nevertheless, {@link ConstraintViolation}, or an
 * exception of the driver.
 */
public interface Sql {

    Future<RowSet<Row>> run(String statement, Tuple parameters);

    Future<RowSet<Row>> batch(String statement, List<Tuple> parameters);

    /**
     * Converts instants, enums, optionals and collections of texts for the driver. The values of {@link Columns} become
     * one parameter for each column.
     */
    default Future<RowSet<Row>> run(String statement, Object... parameters) {
        return run(statement, parameters(parameters));
    }

    static Tuple parameters(Object... values) {
        var tuple = Tuple.tuple();
        for (var value : values) {
            if (value instanceof Columns.Values columns) {
                columns.values().forEach(each -> tuple.addValue(driverValue(each)));
            } else {
                tuple.addValue(driverValue(value));
            }
        }
        return tuple;
    }

    private static Object driverValue(Object value) {
        if (value instanceof Optional<?> optional) {
            return driverValue(optional.orElse(null));
        }
        if (value instanceof Instant instant) {
            return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
        }
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        if (value instanceof Collection<?> collection) {
            return collection.stream()
                    .map(item -> item instanceof Enum<?> constant ? constant.name() : item.toString())
                    .toArray(String[]::new);
        }
        return value;
    }
}
