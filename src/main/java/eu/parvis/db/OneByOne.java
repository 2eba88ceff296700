package eu.parvis.db;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Processes the rows that a sweep has found, one after the other. A row that fails does not stop the rows behind it.
 */
public final class OneByOne {

    private static final Logger LOG = LoggerFactory.getLogger(OneByOne.class);

    private OneByOne() {}

    /**
     * Processes all rows in order. A failure is logged, and the next sweep finds the row again.
     *
     * @param id names a row in the log
     * @return completes when all rows have been tried; fails with the first failure, if there was one
     */
    public static <T> Future<Void> each(List<T> all, Function<T, ?> id, Function<T, Future<Void>> work) {
        var failures = new ArrayList<Throwable>();
        Future<Void> done = Future.succeededFuture();
        for (var one : all) {
            done = done.compose(before -> work.apply(one)).recover(cause -> {
                LOG.warn("{} could not be processed; the next sweep tries again", id.apply(one), cause);
                failures.add(cause);
                return Future.succeededFuture();
            });
        }
        return done.compose(
                tried -> failures.isEmpty() ? Future.succeededFuture() : Future.failedFuture(failures.get(0)));
    }
}
