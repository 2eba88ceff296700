package eu.parvis.house;

import io.vertx.core.CompositeFuture;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Test data: one method for each way to drop a future, and for each way to handle one. */
final class PlantedDrops {

    static final List<String> EXPECTED =
            List.of("byExpression", "byReference", "byStatement", "ofSeveral", "withSuccessOnly");

    private static final Future<String> WORK = Future.succeededFuture("");

    private Future<String> work() {
        return WORK;
    }

    private Object seen = "";

    private void see(Object outcome) {
        seen = outcome;
    }

    Object seen() {
        return seen;
    }

    void byStatement() {
        work();
    }

    void withSuccessOnly() {
        work().onSuccess(this::see);
    }

    Handler<String> byExpression() {
        return ignored -> work();
    }

    Consumer<PlantedDrops> byReference() {
        return PlantedDrops::work;
    }

    void ofSeveral() {
        Future.all(WORK, WORK);
    }

    void completed() {
        work().onComplete(this::see);
    }

    void failureLookedAt() {
        work().onSuccess(this::see).onFailure(this::see);
    }

    Future<CompositeFuture> returned() {
        return Future.all(WORK, WORK).map(both -> both);
    }

    Supplier<Future<String>> supplied() {
        return this::work;
    }

    Future<String> composed() {
        return work().compose(ignored -> work());
    }
}
