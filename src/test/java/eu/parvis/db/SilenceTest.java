package eu.parvis.db;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.Await;
import eu.parvis.TestDatabase;
import eu.parvis.bus.Failure;
import eu.parvis.config.Configuration;
import io.vertx.core.Context;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A database that neither answers nor dies, and one that is slow. */
class SilenceTest {

    private static final int MANY = 20;

    /** After so many deadlines in a row without an answer, connections are replaced. */
    private static final int SEVERAL = 4;

    private static final Duration SHORT = Duration.ofSeconds(1);

    /** As short as it can be and still outlast the two seconds after which a pool used to give up first. */
    private static final Duration LONG = Duration.ofMillis(2500);

    private final TestDatabase tables = TestDatabase.fresh();
    private final SilentCable cable =
            new SilentCable(URI.create(tables.settings().uri()).getPort());
    private Vertx vertx = withEventLoops(1);

    @AfterEach
    void close() {
        Await.done(vertx.close());
        cable.close();
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "4, 2", "16, 0"})
    void aDatabaseThatLetsNobodyInAnyMoreIsRecoveredFromOnceItDoes(int connections, int usedBefore) {
        var database = open(connections, 400, LONG);
        var loop = vertx.getOrCreateContext();
        useAll(usedBefore, database, loop);

        cable.fallSilent();
        var unanswered = many(MANY, loop, () -> database.run("SELECT 1"));
        var undone = many(MANY, loop, () -> database.inTransaction(sql -> sql.run("SELECT 1")));
        unanswered.forEach(SilenceTest::assertUnavailable);
        undone.forEach(SilenceTest::assertUnavailable);
        assertTrue(cable.opened() <= Math.max(2, connections), () -> cable.opened() + " connections");
        cable.carryAgain();

        succeed(many(MANY, loop, () -> database.run("SELECT 1")));
        Await.done(cable.silentOnesEnded());
    }

    @Test
    void anEventLoopWhoseConnectionsFellSilentGetsNewOnesAlthoughAnotherIsAnswered() {
        Await.done(vertx.close());
        vertx = withEventLoops(2);
        var loops = eventLoops(2);
        var one = loops.get(0);
        var other = loops.get(1);
        var database = open(4, 400, 2, SHORT);
        succeed(many(MANY, one, () -> database.run("SELECT 1")));
        cable.silenceThoseThatAreOpen();

        for (var missed = 0; missed < SEVERAL; missed++) {
            assertUnavailable(on(one, () -> database.run("SELECT 1")));
            Await.done(on(other, () -> database.run("SELECT 1")));
        }

        Await.done(on(one, () -> database.run("SELECT 1")));
    }

    @Test
    void newConnectionsOutliveTheVerticleThatMissedTheOldOnes() {
        var database = open(2, 400, SHORT);
        cable.fallSilent();
        var verticle = new VerticleBase() {
            @Override
            public Future<?> start() {
                var calls = Stream.generate(() -> database.run("SELECT 1")).limit(MANY);
                return Future.join(calls.toList()).otherwiseEmpty();
            }
        };

        var deployed = Await.done(vertx.deployVerticle(verticle));
        cable.carryAgain();
        var loop = vertx.getOrCreateContext();
        Await.done(on(loop, () -> database.run("SELECT 1")));
        Await.done(vertx.undeploy(deployed));

        Await.done(on(loop, () -> database.run("SELECT 1")));
    }

    @Test
    void aStartIsNotLostToADatabaseThatLetNobodyInAtFirst() {
        var settings = settings(2, 400, SHORT, Duration.ofMinutes(1));
        cable.fallSilent();

        var database = Database.open(vertx, settings, 1);
        var start = Migrations.run(vertx, database, settings);
        assertUnavailable(database.run("SELECT 1"));
        cable.carryAgain();

        Await.done(start);
    }

    // --- Slow, but alive --------------------------------------------------------------------------------------------

    @Test
    void whoeverFindsTheQueueFullIsToldAtOnceAndNobodyElseIsDisturbed() throws SQLException {
        tables.execute("CREATE TABLE slow (line text)");
        var database = open(2, 4, LONG);
        var loop = vertx.getOrCreateContext();
        useAll(2, database, loop);

        List<Future<RowSet<Row>>> served;
        try (var other = tables.connect()) {
            other.setAutoCommit(false);
            other.createStatement().execute("LOCK TABLE slow");
            served = many(6, loop, () -> database.run("INSERT INTO slow VALUES ('x')"));
            many(MANY, loop, () -> database.run("SELECT 1")).forEach(SilenceTest::assertUnavailable);
            assertTrue(served.stream().noneMatch(Future::isComplete), "those in the queue wait on");
        }

        succeed(served);
        assertEquals(2, cable.opened());
    }

    @Test
    void whatIsSlowWhileOthersAreAnsweredCostsNobodyTheConnection() throws SQLException {
        tables.execute("CREATE TABLE slow (line text)");
        var database = open(SEVERAL + 1, 400, SHORT);
        var loop = vertx.getOrCreateContext();
        useAll(SEVERAL + 1, database, loop);

        try (var other = tables.connect()) {
            other.setAutoCommit(false);
            other.createStatement().execute("LOCK TABLE slow");
            var slow = many(SEVERAL, loop, () -> database.run("INSERT INTO slow VALUES ('x')"));
            Await.done(on(loop, () -> database.run("SELECT 1")));
            slow.forEach(SilenceTest::assertUnavailable);
        }

        succeed(many(MANY, loop, () -> database.run("SELECT 1")));
        assertEquals(SEVERAL + 1, cable.opened());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void nothingIsBegunForACallerWhoHasGivenUpWaitingAndNothingIsKeptOfWhatWasUnderWay(boolean inTransaction)
            throws SQLException {
        tables.execute("CREATE TABLE slow (line text)", "CREATE TABLE quick (line text)");
        var database = open(2, 400, SHORT);
        var loop = vertx.getOrCreateContext();
        var insert = "INSERT INTO quick VALUES ('waited')";
        useAll(2, database, loop);

        try (var other = tables.connect()) {
            other.setAutoCommit(false);
            other.createStatement().execute("LOCK TABLE slow");
            var underWay = many(
                    2, loop, () -> database.inTransaction(sql -> sql.run("INSERT INTO slow VALUES ('under way')")));
            var waiting = on(
                    loop, () -> inTransaction ? database.inTransaction(sql -> sql.run(insert)) : database.run(insert));
            underWay.forEach(SilenceTest::assertUnavailable);
            assertUnavailable(waiting);
        }
        // on both connections, after whatever waited before them
        useAll(2, database, loop);

        assertEquals(List.of(), tables.query("SELECT line FROM slow UNION ALL SELECT line FROM quick"));
        assertEquals(2, cable.opened());
    }

    // --- The steps --------------------------------------------------------------------------------------------------

    private static Vertx withEventLoops(int count) {
        return Vertx.vertx(new VertxOptions().setEventLoopPoolSize(count));
    }

    private Database open(int connections, int queue, Duration deadline) {
        return open(connections, queue, 1, deadline);
    }

    private Database open(int connections, int queue, int eventLoops, Duration deadline) {
        return Database.open(vertx, settings(connections, queue, deadline, Duration.ZERO), eventLoops);
    }

    private Configuration.Db settings(int connections, int queue, Duration deadline, Duration patience) {
        var usual = tables.settings();
        var path = URI.create(usual.uri()).getPath();
        return new Configuration.Db(
                "postgresql://localhost:" + cable.port() + path,
                usual.user(),
                usual.password(),
                connections,
                queue,
                deadline,
                patience,
                usual.migrate());
    }

    private static void useAll(int connections, Database database, Context loop) {
        succeed(many(connections, loop, () -> database.run("SELECT pg_sleep(0.1)")));
    }

    /** Asked from an event loop, as the portal does: in its order with whatever else happens there. */
    private static <T> Future<T> on(Context loop, Supplier<Future<T>> call) {
        var answer = Promise.<T>promise();
        loop.runOnContext(go -> call.get().onComplete(answer));
        return answer.future();
    }

    private static <T> List<Future<T>> many(int count, Context loop, Supplier<Future<T>> call) {
        return Stream.generate(() -> on(loop, call)).limit(count).toList();
    }

    private List<Context> eventLoops(int count) {
        var contexts = new CopyOnWriteArrayList<Context>();
        Supplier<Deployable> verticles = () -> new VerticleBase() {
            @Override
            public Future<?> start() {
                contexts.add(context);
                return Future.succeededFuture();
            }
        };
        Await.done(vertx.deployVerticle(verticles, new DeploymentOptions().setInstances(count)));
        return contexts;
    }

    private static void succeed(List<? extends Future<?>> calls) {
        Await.done(Future.all(calls));
    }

    private static void assertUnavailable(Future<?> call) {
        var failure = assertInstanceOf(Failure.class, Await.failure(call));
        assertEquals(Failure.Kind.UNAVAILABLE, failure.kind());
    }
}
