package eu.parvis.work;

import static org.junit.jupiter.api.Assertions.assertEquals;

import eu.parvis.Await;
import eu.parvis.TestClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A worker whose kind of job does not behave. */
@ExtendWith(VertxExtension.class)
class WorkerTest {

    private final Queue<String> due = new ArrayDeque<>(List.of("first", "second"));
    private Vertx vertx;

    @BeforeEach
    void open(Vertx machine) {
        vertx = machine;
    }

    @Test
    void aClaimThatThrowsDoesNotStopTheWorker() {
        var worker = worker(new Kind(due) {
            private boolean thrown;

            @Override
            public Future<Claim<String>> claim(Instant now, Instant leaseUntil) {
                if (!thrown) {
                    thrown = true;
                    throw new IllegalStateException("a fault of ours");
                }
                return super.claim(now, leaseUntil);
            }
        });

        assertEquals(new Worker.Ran(0, 0), Await.done(worker.sweep()));
        assertEquals(new Worker.Ran(2, 0), Await.done(worker.sweep()));
    }

    @Test
    void aJobThatNeverEndsHasFailedAfterItsLease() {
        var worker = worker(kind(job -> job.equals("first")
                ? Promise.<Outcome<String>>promise().future()
                : Future.succeededFuture(Outcome.done())));

        assertEquals(new Worker.Ran(1, 1), Await.done(worker.sweep()));
    }

    @Test
    void theLateEndOfAJobThatHasFailedIsIgnored() {
        var first = Promise.<Outcome<String>>promise();
        var worker = worker(kind(job -> {
            if (job.equals("first")) {
                return first.future();
            }
            first.complete(Outcome.done());
            return Future.succeededFuture(Outcome.done());
        }));

        assertEquals(new Worker.Ran(1, 1), Await.done(worker.sweep()));
    }

    @Test
    void aFailureThatCannotBeRecordedDoesNotStopTheWorker() {
        var worker = worker(new Kind(due) {
            @Override
            public Future<Outcome<String>> run(String job) {
                return job.equals("first") ? Future.failedFuture("it failed") : super.run(job);
            }

            @Override
            public Future<Outcome<String>> failed(String job, Throwable cause) {
                throw new IllegalStateException("a fault of ours");
            }
        });

        assertEquals(new Worker.Ran(1, 1), Await.done(worker.sweep()));
    }

    private Worker<String> worker(Kind kind) {
        return new Worker<>(vertx, kind, new TestClock(), new SimpleMeterRegistry());
    }

    private Kind kind(Function<String, Future<Outcome<String>>> act) {
        return new Kind(due) {
            @Override
            public Future<Outcome<String>> run(String job) {
                return act.apply(job);
            }
        };
    }

    private static class Kind implements WorkKind<String> {

        private final Queue<String> due;

        Kind(Queue<String> due) {
            this.due = due;
        }

        @Override
        public String name() {
            return "test.job";
        }

        @Override
        public Duration lease() {
            return Duration.ofMillis(200);
        }

        @Override
        public Future<Claim<String>> claim(Instant now, Instant leaseUntil) {
            return Future.succeededFuture(Claim.of(Optional.ofNullable(due.poll())));
        }

        @Override
        public Future<Outcome<String>> run(String job) {
            return Future.succeededFuture(Outcome.done());
        }

        @Override
        public Future<Backlog> backlog(Instant now) {
            return Future.succeededFuture(Backlog.UNKNOWN);
        }
    }
}
