package eu.parvis.work;

import eu.parvis.capability.Foundation;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the due jobs of one kind: claims a job, runs it, claims the next, until nothing is due. Runs on the event loop
 * that created it.
 */
public final class Worker<J> {

    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

    /** How many jobs ran in one sweep, by their outcome. */
    public record Ran(int done, int failed) {}

    private final Context context;
    private final WorkKind<J> kind;
    private final Clock clock;
    private final WorkMeters meters;

    private Optional<Promise<Ran>> round = Optional.empty();
    private int done;
    private int failed;
    private int busy;
    private boolean claiming;
    private boolean again;
    private boolean stopped;

    public Worker(Vertx vertx, WorkKind<J> kind, Clock clock, MeterRegistry meters) {
        this.context = vertx.getOrCreateContext();
        this.kind = kind;
        this.clock = clock;
        this.meters = new WorkMeters(meters, clock, kind.name());
    }

    /** Starts a worker that looks for due jobs at this interval, and at each {@link #nudge}. */
    public static <J> Worker<J> start(Vertx vertx, Foundation foundation, Duration interval, WorkKind<J> kind) {
        var worker = new Worker<>(vertx, kind, foundation.clock(), foundation.meters());
        vertx.setPeriodic(interval.toMillis(), tick -> worker.tick());
        return worker;
    }

    /** Counts when the sweep has ended; during a sweep that takes longer than the interval, at once. */
    private void tick() {
        context.runOnContext(here -> {
            if (round.isPresent()) {
                nudge();
                count();
            } else {
                sweep().onComplete(ran -> count());
            }
        });
    }

    private void count() {
        kind.backlog(clock.instant())
                .onSuccess(meters::backlog)
                .onFailure(cause -> LOG.debug("The due jobs of {} could not be counted", kind.name(), cause));
    }

    /** Looks for due jobs now. The outcome is in the rows. */
    public void nudge() {
        sweep().onComplete(ran -> {});
    }

    /** Looks for due jobs now. Completes when this worker runs no more jobs. */
    public Future<Ran> sweep() {
        var ended = Promise.<Ran>promise();
        context.runOnContext(here -> {
            round().future().onComplete(ended);
            look();
        });
        return ended.future();
    }

    /** Claims no more jobs. A running job continues; if it does not end, its lease does. */
    public void halt() {
        context.runOnContext(here -> stopped = true);
    }

    /** Claims no more jobs. Completes when the outcomes of the running jobs have been written. */
    public Future<Void> stop() {
        var ended = Promise.<Void>promise();
        context.runOnContext(here -> {
            stopped = true;
            if (busy == 0) {
                ended.complete();
            } else {
                round().future().<Void>mapEmpty().onComplete(ended);
            }
        });
        return ended.future();
    }

    private Promise<Ran> round() {
        if (round.isEmpty()) {
            round = Optional.of(Promise.promise());
            done = 0;
            failed = 0;
        }
        return round.get();
    }

    /** Starts another runner, or marks that another look is due. */
    private void look() {
        if (claiming || busy == kind.parallel()) {
            again = true;
        } else {
            busy++;
            next();
        }
    }

    /** Claims one job at a time. Of two concurrent claims, each would see the job of the other as unclaimed. */
    private void next() {
        if (claiming) {
            again = true;
            end();
            return;
        }
        claiming = true;
        again = false;
        claim().onComplete(outcome -> {
            claiming = false;
            if (outcome.failed()) {
                LOG.warn(
                        "No job of {} could be claimed: {}",
                        kind.name(),
                        outcome.cause().toString());
                end();
            } else {
                claimed(outcome.result());
            }
        });
    }

    /** Fails if the kind throws an exception. */
    private Future<Claim<J>> claim() {
        if (stopped) {
            return Future.succeededFuture(Claim.of(Optional.empty()));
        }
        var now = clock.instant();
        return Future.succeededFuture().compose(ready -> kind.claim(now, now.plus(kind.lease())));
    }

    private void claimed(Claim<J> claim) {
        if (claim.job().isPresent()) {
            run(claim.job().get());
            if (claim.more() || again) {
                look();
            }
        } else if (again && !stopped) {
            next();
        } else {
            again = claim.more();
            end();
        }
    }

    private void run(J job) {
        meters.begun();
        runWithinLimit(job)
                .recover(cause -> failed(job, cause))
                .onComplete(outcome -> ended(outcome.succeeded() ? outcome.result() : Outcome.putOff()));
    }

    /** Not {@code Future.timeout}: on a future without a context it completes on a thread of Netty's. */
    private Future<Outcome<J>> runWithinLimit(J job) {
        var outcome = Promise.<Outcome<J>>promise();
        var vertx = context.owner();
        var limit = kind.limit();
        var timer = vertx.setTimer(
                limit.toMillis(), over -> outcome.tryFail(new TimeoutException("has not ended within " + limit)));
        Future.succeededFuture(job).compose(kind::run).onComplete(ran -> {
            vertx.cancelTimer(timer);
            if (ran.succeeded()) {
                outcome.tryComplete(ran.result());
            } else {
                outcome.tryFail(ran.cause());
            }
        });
        return outcome.future();
    }

    private Future<Outcome<J>> failed(J job, Throwable cause) {
        LOG.warn("A job of {} failed", kind.name(), cause);
        return Future.succeededFuture(job)
                .compose(claimed -> kind.failed(claimed, cause))
                .onFailure(failure -> LOG.warn(
                        "The failure of a job of {} was not recorded, it runs again after its lease: {}",
                        kind.name(),
                        failure.toString()));
    }

    private void ended(Outcome<J> outcome) {
        meters.ended(outcome.result());
        if (outcome.result() == Outcome.Result.DONE) {
            done++;
        } else {
            failed++;
        }
        if (outcome.next().isPresent()) {
            run(outcome.next().get());
        } else if (again || outcome.look()) {
            next();
        } else {
            end();
        }
    }

    private void end() {
        busy--;
        if (busy == 0) {
            again = false;
            var ended = round();
            round = Optional.empty();
            ended.complete(new Ran(done, failed));
        }
    }
}
