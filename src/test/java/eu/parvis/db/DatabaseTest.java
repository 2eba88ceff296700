package eu.parvis.db;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import eu.parvis.Await;
import eu.parvis.TestDatabase;
import eu.parvis.bus.Failure;
import eu.parvis.config.Configuration;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DatabaseTest {

    private final Vertx vertx = Vertx.vertx();
    private final TestDatabase tables = TestDatabase.fresh();
    private final Database database = Database.open(vertx, tables.settings(), 1);

    @BeforeEach
    void open() {
        tables.execute("CREATE TABLE note (line text)");
    }

    @AfterEach
    void close() {
        Await.done(vertx.close());
    }

    // --- All of it or nothing ---------------------------------------------------------------------------------------

    @Test
    void nothingStaysOfATransactionOfWhichOneBranchFailsWhileAnotherGoesOn() {
        var goesOn = new AtomicReference<Future<?>>();

        var outcome = database.inTransaction(sql -> {
            var fails = sql.run("SELECT 1").compose(rows -> Future.failedFuture(new IllegalArgumentException("no")));
            goesOn.set(sql.run("SELECT 2")
                    .compose(rows -> sql.run("INSERT INTO note VALUES ('first')"))
                    .compose(rows -> sql.run("INSERT INTO note VALUES ('second')")));
            return Future.all(fails, goesOn.get());
        });

        assertInstanceOf(IllegalArgumentException.class, Await.failure(outcome));
        assertInstanceOf(IllegalStateException.class, Await.failure(goesOn.get()));
        assertEquals(List.of(), tables.query("SELECT line FROM note"));
    }

    @Test
    void whoKeepsATransactionCannotWriteWithItLater() {
        var kept = new AtomicReference<Sql>();
        Await.done(database.inTransaction(sql -> {
            kept.set(sql);
            return sql.run("INSERT INTO note VALUES ('in time')");
        }));

        var late = kept.get().run("INSERT INTO note VALUES ('late')");

        assertInstanceOf(IllegalStateException.class, Await.failure(late));
        assertEquals(List.of("in time"), tables.query("SELECT line FROM note"));
    }

    @Test
    void aTransactionWaitsForTheDiskUnlessItIsQuick() {
        tables.execute(
                "DO $$BEGIN EXECUTE format('ALTER DATABASE %I SET synchronous_commit = on', current_database()); END$$");
        var setting = "INSERT INTO note VALUES ($1 || current_setting('synchronous_commit'))";

        Await.done(database.inTransaction(sql -> sql.run(setting, "waits ")));
        Await.done(database.inQuickTransaction(sql -> sql.run(setting, "quickly ")));
        Await.done(database.inQuickTransaction(sql -> Future.succeededFuture()));
        Await.done(database.inTransaction(sql -> sql.run(setting, "waits again ")));

        assertEquals(
                List.of("quickly off", "waits again on", "waits on"), tables.query("SELECT line FROM note ORDER BY 1"));
    }

    @Test
    void nothingStaysOfAQuickTransactionThatFails() {
        for (var failing : List.<Function<Sql, Future<?>>>of(
                sql -> Future.failedFuture(new IllegalArgumentException("a fault")), sql -> {
                    throw new IllegalArgumentException("a fault");
                })) {
            var outcome = database.inQuickTransaction(
                    sql -> Future.all(sql.run("INSERT INTO note VALUES ('none')"), failing.apply(sql)));

            assertInstanceOf(IllegalArgumentException.class, Await.failure(outcome));
        }
        assertEquals(List.of(), tables.query("SELECT line FROM note"));
    }

    // --- What a failure means ---------------------------------------------------------------------------------------

    @Test
    void aFaultOfOursIsNoAbsenceOfTheDatabase() {
        for (var fault : List.of(
                database.inTransaction(sql -> Future.failedFuture("a fault")),
                database.inTransaction(sql -> sql.run("SELECT 1/0").otherwiseEmpty()),
                database.run("SELECT nonsense"),
                database.run("SELECT $1::int", "no number"),
                database.batch("SELECT 1", List.of()))) {
            assertFalse(Await.failure(fault) instanceof Failure, fault::toString);
        }
    }

    @Test
    void aDatabaseThatBreaksOffOrIsGoneIsAway() {
        try (var cable = new SilentCable(URI.create(tables.settings().uri()).getPort())) {
            var behind = Database.open(vertx, over(cable), 1);

            var cutOff = behind.inTransaction(sql -> sql.run("SELECT 1").compose(rows -> {
                var slow = sql.run("SELECT pg_sleep(2)");
                cable.cut();
                return slow;
            }));
            assertUnavailable(cutOff);

            var closedUpon = behind.run("SELECT pg_sleep(2)");
            Await.done(behind.close());
            assertUnavailable(closedUpon);
            assertUnavailable(behind.run("SELECT 1"));
        }
    }

    private Configuration.Db over(SilentCable cable) {
        var usual = tables.settings();
        var path = URI.create(usual.uri()).getPath();
        return new Configuration.Db(
                "postgresql://localhost:" + cable.port() + path,
                usual.user(),
                usual.password(),
                usual.poolSize(),
                usual.waitQueue(),
                usual.deadline(),
                usual.patience(),
                usual.migrate());
    }

    private static void assertUnavailable(Future<?> call) {
        var failure = assertInstanceOf(Failure.class, Await.failure(call));
        assertEquals(Failure.Kind.UNAVAILABLE, failure.kind());
    }
}
