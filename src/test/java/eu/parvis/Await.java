package eu.parvis;

import io.vertx.core.Future;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Lets a test wait for a Future, from outside the event loop. */
public final class Await {

    private static final int SECONDS = 20;

    private Await() {}

    /** The result. Rethrows the failure, wrapped only if it is checked. */
    public static <T> T done(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            throw new AssertionError(e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("Nothing came within " + SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** The failure; fails if the future succeeds. */
    public static Throwable failure(Future<?> future) {
        return done(future.transform(outcome -> outcome.failed()
                ? Future.succeededFuture(outcome.cause())
                : Future.failedFuture(new AssertionError("Succeeded with " + outcome.result()))));
    }
}
