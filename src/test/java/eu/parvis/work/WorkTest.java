package eu.parvis.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.Await;
import eu.parvis.TestClock;
import eu.parvis.TestConfiguration;
import eu.parvis.TestDatabase;
import eu.parvis.TestFoundation;
import eu.parvis.bus.Bus;
import eu.parvis.bus.Failure;
import eu.parvis.capability.Foundation;
import eu.parvis.db.Database;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Jobs and duties of the table {@code work}, with real PostgreSQL; only time is moved by hand. */
@ExtendWith(VertxExtension.class)
class WorkTest {

    private static final String KIND = "test.letter";
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final RetryPolicy RETRIES =
            RetryPolicy.of(Duration.ofMinutes(1), Duration.ofMinutes(10)).giveUpAfter(4);

    private final TestClock clock = new TestClock();
    private final TestDatabase rows = TestDatabase.fresh();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<UUID> ran = new CopyOnWriteArrayList<>();
    private Vertx vertx;
    private Foundation foundation;

    @BeforeEach
    void open(Vertx machine) {
        vertx = machine;
        foundation = foundation(machine);
    }

    private Foundation foundation(Vertx machine) {
        return TestFoundation.of(
                Bus.on(machine, meters),
                Database.open(machine, rows.settings(), 1),
                TestConfiguration.with(rows.settings(), Map.of()),
                clock,
                meters);
    }

    // --- Jobs -------------------------------------------------------------------------------------------------------

    @Test
    void aJobRunsOnceItIsDueAndItsRowIsGone() {
        var job = add(clock.instant().plusSeconds(60));
        var worker = worker(this::done);

        assertEquals(0, sweep(worker));
        clock.advance(Duration.ofSeconds(60));
        assertEquals(1, sweep(worker));
        assertEquals(0, sweep(worker));

        assertEquals(List.of(job), ran);
        assertEquals(List.of("0"), rows.query("SELECT count(*) FROM work"));
    }

    @Test
    void noJobForWhatNeverCommitted() {
        Await.failure(foundation
                .database()
                .inTransaction(sql -> WorkStore.add(sql, KIND, UUID.randomUUID(), clock.instant(), clock.instant())
                        .compose(added -> Future.failedFuture("its cause failed"))));

        assertEquals(0, sweep(worker(this::done)));
    }

    @Test
    void aSubjectHasOneJobOfAKind() {
        var subject = add(clock.instant());
        Await.done(WorkStore.add(foundation.database(), KIND, subject, clock.instant(), clock.instant()));

        assertEquals(1, sweep(worker(this::done)));
    }

    @Test
    void aJobThatIsAddedAgainIsDueAtTheEarlierTime() {
        var subject = add(clock.instant().plusSeconds(60));
        addAgain(subject, clock.instant());
        addAgain(subject, clock.instant().plusSeconds(60));

        assertEquals(1, sweep(worker(this::done)));
    }

    @Test
    void aJobThatIsAddedAgainWhileItRunsRunsAgain() {
        var subject = add(clock.instant());
        var begun = Promise.<Void>promise();
        var end = Promise.<Void>promise();
        var worker = worker(claimed -> {
            begun.tryComplete();
            return end.future().compose(ended -> done(claimed));
        });
        var sweep = worker.sweep();
        Await.done(begun.future());
        addAgain(subject, clock.instant());
        end.complete();
        Await.done(sweep);

        assertEquals(0, sweep(worker), "the lease of the first run still holds");
        clock.advance(LEASE);
        assertEquals(1, sweep(worker));

        assertEquals(List.of(subject, subject), ran);
        assertEquals(List.of("0"), rows.query("SELECT count(*) FROM work"));
    }

    @Test
    void aJobThatIsAddedAgainWhileItFailsStartsAfresh() {
        var subject = add(clock.instant());
        var begun = Promise.<Void>promise();
        var end = Promise.<Void>promise();
        var sweep = worker(claimed -> {
                    begun.tryComplete();
                    return end.future();
                })
                .sweep();
        Await.done(begun.future());
        addAgain(subject, clock.instant());
        end.fail("the first run failed");
        Await.done(sweep);

        assertEquals(List.of("0|null"), rows.query("SELECT attempts, coalesce(last_error, 'null') FROM work"));
        clock.advance(LEASE);
        assertEquals(1, sweep(worker(this::done)));
    }

    @Test
    void aJobThatWasGivenUpRunsWhenItIsAddedAgain() {
        var subject = add(clock.instant());
        var failing = worker(claimed -> Future.failedFuture("again"));
        for (var attempt = 0; attempt < 4; attempt++) {
            assertEquals(new Worker.Ran(0, 1), Await.done(failing.sweep()));
            clock.advance(Duration.ofMinutes(10));
        }
        assertEquals(1, count("given.up"));

        addAgain(subject, clock.instant());

        assertEquals(1, sweep(worker(this::done)));
    }

    private void addAgain(UUID subject, Instant due) {
        Await.done(WorkStore.add(foundation.database(), KIND, subject, due, clock.instant()));
    }

    @Test
    void theOldestJobRunsFirst() {
        var second = add(clock.instant().minusSeconds(1));
        var first = add(clock.instant().minusSeconds(2));

        sweep(worker(this::done));

        assertEquals(List.of(first, second), ran);
    }

    /** The node dies between the claim and the outcome. */
    @Test
    void whatADeadNodeHadClaimedIsTakenOverWhenItsLeaseEnds() {
        var job = add(clock.instant());
        var doomed = Vertx.vertx();
        var node = foundation(doomed);
        var begun = Promise.<Void>promise();
        new Worker<>(
                        doomed,
                        kind(node, claimed -> {
                            begun.complete();
                            return Promise.<Void>promise().future();
                        }),
                        clock,
                        meters)
                .nudge();
        Await.done(begun.future());
        Await.done(node.database().close());
        Await.done(doomed.close());
        var survivor = worker(this::done);

        clock.advance(LEASE.minusSeconds(1));
        assertEquals(0, sweep(survivor), "the lease still holds");
        clock.advance(Duration.ofSeconds(1));
        assertEquals(1, sweep(survivor));

        assertEquals(List.of(job), ran);
    }

    @Test
    void theLateOutcomeOfANodeThatLostItsLeaseChangesNothing() {
        add(clock.instant());
        var late = Promise.<Void>promise();
        var begun = Promise.<Void>promise();
        var slow = worker(claimed -> {
            begun.complete();
            return late.future();
        });
        var slowSweep = slow.sweep();
        Await.done(begun.future());
        clock.advance(LEASE);
        var other = Promise.<Void>promise();
        var otherBegun = Promise.<Void>promise();
        var otherSweep = worker(claimed -> {
                    otherBegun.complete();
                    return other.future();
                })
                .sweep();
        Await.done(otherBegun.future());

        late.complete();
        Await.done(slowSweep);
        assertEquals(List.of("1"), rows.query("SELECT count(*) FROM work WHERE lease_until IS NOT NULL"));

        other.complete();
        Await.done(otherSweep);
        assertEquals(List.of("0"), rows.query("SELECT count(*) FROM work"));
    }

    @Test
    void twoNodesNeverRunTheSameJob() {
        var jobs = new HashSet<UUID>();
        for (var i = 0; i < 40; i++) {
            jobs.add(add(clock.instant()));
        }

        var swept = Await.done(
                Future.all(worker(this::done).sweep(), worker(this::done).sweep()));

        assertEquals(
                40,
                swept.<Worker.Ran>resultAt(0).done()
                        + swept.<Worker.Ran>resultAt(1).done());
        assertEquals(40, ran.size());
        assertEquals(jobs, new HashSet<>(ran));
    }

    @Test
    void oneWorkerRunsOneJobAtATime() {
        var running = new AtomicInteger();
        var most = Collections.synchronizedList(new ArrayList<Integer>());
        for (var i = 0; i < 5; i++) {
            add(clock.instant());
        }
        var worker = worker(claimed -> {
            most.add(running.incrementAndGet());
            return vertx.timer(2)
                    .onComplete(passed -> running.decrementAndGet())
                    .mapEmpty();
        });

        var nudges = List.of(worker.sweep(), worker.sweep(), worker.sweep());
        Await.done(Future.all(nudges));

        assertEquals(List.of(1, 1, 1, 1, 1), most);
    }

    @Test
    void aJobThatFailsHoldsUpNobodyAndIsTriedAgainByItsPolicyUntilItIsGivenUp() {
        var bad = add(clock.instant());
        add(clock.instant());
        var worker = worker(claimed -> claimed.subject().equals(bad)
                ? Future.failedFuture(Failure.of(Failure.Kind.UNAVAILABLE, "problem.unavailable"))
                : done(claimed));
        var waits = new ArrayList<Duration>();

        assertEquals(new Worker.Ran(1, 1), Await.done(worker.sweep()));
        while (dueAt() != null) {
            waits.add(Duration.between(clock.instant(), dueAt()));
            clock.advance(Duration.between(clock.instant(), dueAt()));
            assertEquals(new Worker.Ran(0, 1), Await.done(worker.sweep()));
        }

        assertEquals(List.of(Duration.ofMinutes(1), Duration.ofMinutes(10), Duration.ofMinutes(10)), waits);
        clock.advance(Duration.ofDays(100));
        assertEquals(new Worker.Ran(0, 0), Await.done(worker.sweep()));
        assertEquals(List.of(bad + "|4|UNAVAILABLE"), rows.query("SELECT subject, attempts, last_error FROM work"));
        assertEquals(List.of(1.0, 3.0, 1.0), List.of(count("done"), count("failed"), count("given.up")));
    }

    @Test
    void aJobThatThrowsHasFailed() {
        add(clock.instant());

        var outcome = Await.done(worker(claimed -> {
                    throw new IllegalStateException("a fault of ours");
                })
                .sweep());

        assertEquals(new Worker.Ran(0, 1), outcome);
        assertEquals(List.of("IllegalStateException"), rows.query("SELECT last_error FROM work"));
    }

    @Test
    void aStoppedWorkerEndsItsJobAndClaimsNoOther() {
        add(clock.instant().minusSeconds(1));
        add(clock.instant());
        var begun = Promise.<Void>promise();
        var end = Promise.<Void>promise();
        var worker = worker(claimed -> {
            begun.tryComplete();
            return end.future();
        });
        var sweep = worker.sweep();
        Await.done(begun.future());

        var stop = worker.stop();
        assertFalse(stop.isComplete());
        end.complete();
        Await.done(stop);

        assertEquals(1, Await.done(sweep).done());
        assertEquals(List.of("1"), rows.query("SELECT count(*) FROM work"));
    }

    // --- Duties -----------------------------------------------------------------------------------------------------

    @Test
    void aDutyRunsOnOneNodeInEachInterval() {
        var runs = new AtomicInteger();
        var one = duty(runs);
        var other = duty(runs);

        Await.done(Future.all(one.sweep(), other.sweep()));
        Await.done(Future.all(one.sweep(), other.sweep()));
        assertEquals(1, runs.get());

        clock.advance(Duration.ofHours(1));
        Await.done(Future.all(one.sweep(), other.sweep()));
        assertEquals(2, runs.get());
    }

    @Test
    void aDutyThatFailsComesBackWithTheNextInterval() {
        var runs = new AtomicInteger();
        var duty = new Worker<>(
                vertx,
                new Duty(foundation, "test.cleanup", Duration.ofHours(1), () -> {
                    runs.incrementAndGet();
                    return Future.failedFuture(new IllegalStateException());
                }),
                clock,
                meters);

        assertEquals(new Worker.Ran(0, 1), Await.done(duty.sweep()));
        assertEquals(new Worker.Ran(0, 0), Await.done(duty.sweep()));
        assertEquals(List.of("IllegalStateException"), rows.query("SELECT last_error FROM work"));
        clock.advance(Duration.ofHours(1));
        assertEquals(new Worker.Ran(0, 1), Await.done(duty.sweep()));
    }

    @Test
    void aDutyWhoseNodeDiedIsTakenOver() {
        rows.execute("INSERT INTO work (kind, subject, due_at, lease_until, attempts, created_at) VALUES"
                + " ('test.cleanup', '00000000-0000-0000-0000-000000000000', '2026-11-24T08:00:00Z',"
                + " '2026-11-24T09:03:00Z', 1, '2026-11-24T08:00:00Z')");
        var runs = new AtomicInteger();
        var duty = duty(runs);

        Await.done(duty.sweep());
        assertEquals(0, runs.get(), "the lease still holds");
        clock.advance(Duration.ofMinutes(3));
        Await.done(duty.sweep());

        assertEquals(1, runs.get());
    }

    @Test
    void aClockThatWasAheadDoesNotStopADuty() {
        var runs = new AtomicInteger();
        var duty = duty(runs);
        clock.advance(Duration.ofDays(40));
        Await.done(duty.sweep());
        clock.advance(Duration.ofDays(-40));

        Await.done(duty.sweep());
        assertEquals(2, runs.get());
        Await.done(duty.sweep());
        assertEquals(2, runs.get(), "due again in an hour");
    }

    @Test
    void aNodeThatDiesWithItsClockAheadDoesNotStopADuty() {
        rows.execute("INSERT INTO work (kind, subject, due_at, lease_until, attempts, created_at) VALUES"
                + " ('test.cleanup', '00000000-0000-0000-0000-000000000000', '2027-01-03T09:00:00Z',"
                + " '2027-01-03T09:05:00Z', 1, '2026-11-24T08:00:00Z')");
        var runs = new AtomicInteger();

        Await.done(duty(runs).sweep());

        assertEquals(1, runs.get());
    }

    /** Clocks of healthy nodes differ a little. */
    @Test
    void aDutyOfANodeWhoseClockIsSlightlyAheadRunsOnce() {
        rows.execute("INSERT INTO work (kind, subject, due_at, lease_until, attempts, created_at) VALUES"
                + " ('test.cleanup', '00000000-0000-0000-0000-000000000000', '2026-11-24T09:00:00Z',"
                + " '2026-11-24T09:05:10Z', 1, '2026-11-24T08:00:00Z')");
        var runs = new AtomicInteger();

        Await.done(duty(runs).sweep());

        assertEquals(0, runs.get());
    }

    private Worker<Job> duty(AtomicInteger runs) {
        var duty = new Duty(foundation, "test.cleanup", Duration.ofHours(1), () -> {
            runs.incrementAndGet();
            return Future.succeededFuture();
        });
        return new Worker<>(vertx, duty, clock, meters);
    }

    // --- Meters -----------------------------------------------------------------------------------------------------

    @Test
    void theMetersTellWhatIsDueSinceWhenAndWhatRuns() {
        add(clock.instant().minusSeconds(100));
        add(clock.instant().minusSeconds(90));
        add(clock.instant());
        add(clock.instant().plusSeconds(1));
        var begun = Promise.<Void>promise();
        var end = Promise.<Void>promise();
        var interval = Duration.ofMillis(20);
        var worker = Worker.start(vertx, foundation, interval, kind(foundation, claimed -> {
            begun.tryComplete();
            return end.future();
        }));

        Await.done(begun.future());
        until(2.0, "due");
        assertEquals(90, gauge("oldest"));
        assertEquals(1, gauge("running"));
        end.complete();
        Await.done(worker.sweep());
        until(0.0, "due");
        assertEquals(0, gauge("oldest"));
        assertEquals(0, gauge("running"));
        assertEquals(3, count("done"));
        worker.halt();
    }

    @Test
    void aJobThatRunsAtOnceIsNeverCountedAsDue() {
        add(clock.instant());
        var worker = Worker.start(vertx, foundation, Duration.ofMillis(20), kind(foundation, this::done));

        var end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (Double.isNaN(gauge("due"))) {
            assertTrue(System.nanoTime() < end, "no count");
            Thread.onSpinWait();
        }

        assertEquals(0, gauge("due"));
        assertEquals(1, ran.size());
        worker.halt();
    }

    @Test
    void beforeTheFirstCountNobodyKnowsWhatIsDue() {
        worker(this::done);

        assertTrue(Double.isNaN(gauge("due")));
        assertTrue(Double.isNaN(gauge("oldest")));
    }

    private void until(double value, String gauge) {
        var end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (gauge(gauge) != value) {
            assertTrue(System.nanoTime() < end, () -> gauge + " is " + gauge(gauge));
            Thread.onSpinWait();
        }
    }

    private double gauge(String name) {
        return meters.get("parvis.work." + name).tag("kind", KIND).gauge().value();
    }

    private double count(String name) {
        return meters.get("parvis.work." + name).tag("kind", KIND).counter().count();
    }

    // ----------------------------------------------------------------------------------------------------------------

    private UUID add(Instant due) {
        var subject = UUID.randomUUID();
        Await.done(foundation.database().inTransaction(sql -> WorkStore.add(sql, KIND, subject, due, clock.instant())));
        return subject;
    }

    private Future<Void> done(Job job) {
        ran.add(job.subject());
        return Future.succeededFuture();
    }

    private Worker<Job> worker(Function<Job, Future<Void>> act) {
        return new Worker<>(vertx, kind(foundation, act), clock, meters);
    }

    private static JobKind kind(Foundation node, Function<Job, Future<Void>> act) {
        return new JobKind(node, KIND, LEASE, RETRIES, act);
    }

    private static int sweep(Worker<Job> worker) {
        return Await.done(worker.sweep()).done();
    }

    private Instant dueAt() {
        return rows
                .query("SELECT to_char(due_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') FROM work")
                .stream()
                .filter(time -> !time.isEmpty())
                .map(Instant::parse)
                .findFirst()
                .orElse(null);
    }
}
