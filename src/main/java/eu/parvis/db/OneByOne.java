package eu.parvis.db;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a sweep has found, each for itself: one that cannot be dealt with holds up nobody behind it. */
public final class OneByOne {

    private static final Logger LOG = LoggerFactory.getLogger(OneByOne.class);

    private OneByOne() {}

    /**
     * Deals with all, one after the other. Who could not be dealt with is logged, and found again by the next sweep.
     *
     * @param id by which a row is named in the log
     * @return done once all have been tried; fails then with the first failure, if there was any
     */
    public static <T> Future<Void> each(List<T> all, Function<T, ?> id, Function<T, Future<Void>> work) {
        var failures = new ArrayList<Throwable>();
        Future<Void> done = Future.succeededFuture();
        for (var one : all) {
            done = done.compose(before -> work.apply(one)).recover(cause -> {
                LOG.warn("{} could not be dealt with", id.apply(one), cause);
                failures.add(cause);
                return Future.succeededFuture();
            });
        }
        return done.compose(
                tried -> failures.isEmpty() ? Future.succeededFuture() : Future.failedFuture(failures.get(0)));
    }
}
