package eu.parvis.capability;

import eu.parvis.config.ConfigurationException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The step of a verticle's start that needs the database. A node that migrates has waited for its database. Another one
 * may start before it, and tries the step each second until it succeeds; a fault of the settings is final.
 */
public final class FirstStep {

    private static final Logger LOG = LoggerFactory.getLogger(FirstStep.class);
    private static final long RETRY = 1_000;

    private final Vertx vertx;
    private final boolean mayWait;
    private final String name;
    private final Supplier<Future<?>> step;
    private long nextTry = -1;

    /** @param name what the step makes possible, for the log */
    public FirstStep(Vertx vertx, Foundation foundation, String name, Supplier<Future<?>> step) {
        this.vertx = vertx;
        this.mayWait = !foundation.configuration().db().migrate();
        this.name = name;
        this.step = step;
    }

    /** Succeeds also if the step is put off. */
    public Future<?> start() {
        return step.get().<Object>mapEmpty().recover(this::putOff);
    }

    private Future<Object> putOff(Throwable cause) {
        if (!canWait(cause)) {
            return Future.failedFuture(cause);
        }
        LOG.warn("{} not possible yet: {}", name, cause.getMessage());
        retry();
        return Future.succeededFuture();
    }

    private boolean canWait(Throwable cause) {
        return mayWait && !(cause instanceof ConfigurationException);
    }

    private void retry() {
        nextTry = vertx.setTimer(
                RETRY,
                due -> step.get()
                        .onSuccess(done -> LOG.info("{} possible now", name))
                        .onFailure(cause -> {
                            if (canWait(cause)) {
                                retry();
                            } else {
                                LOG.error("{} not possible: {}", name, cause.getMessage());
                            }
                        }));
    }

    public void halt() {
        vertx.cancelTimer(nextTry);
    }
}
