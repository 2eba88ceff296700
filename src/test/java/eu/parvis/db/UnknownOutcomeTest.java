package eu.parvis.db;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.Await;
import eu.parvis.bus.Failure;
import eu.parvis.config.Configuration;
import eu.parvis.dev.LocalPostgres;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Changes that were sent to be committed and not confirmed. The server's only synchronous standby does not exist. */
class UnknownOutcomeTest {

    private static final Duration DEADLINE = Duration.ofSeconds(2);
    private static final String WAIT_FOR_THE_STANDBY = "SET LOCAL synchronous_commit = on";
    private static final String NOTE = "INSERT INTO note VALUES ('written')";
    private static final String NOTE_ALONE =
            "INSERT INTO note SELECT 'written' FROM set_config('synchronous_commit', 'on', true)";

    private static EmbeddedPostgres server;

    private final Vertx vertx = Vertx.vertx();
    private Database database;

    @BeforeAll
    static void start() throws IOException {
        server = LocalPostgres.builder()
                .setServerConfig("fsync", "off")
                .setServerConfig("synchronous_standby_names", "nobody")
                .setServerConfig("synchronous_commit", "local")
                .start();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @BeforeEach
    void open() {
        execute("DROP TABLE IF EXISTS note", "CREATE TABLE note (line text UNIQUE DEFERRABLE INITIALLY DEFERRED)");
        database = open("postgresql://localhost:" + server.getPort() + "/postgres");
        Await.done(database.run("SELECT 1"));
    }

    @AfterEach
    void close() {
        execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'parvis'");
        Await.done(vertx.close());
    }

    @Test
    void aCommitThatIsConfirmedTooLateHasAnUnknownOutcomeAndIsDoneLater() {
        var late = database.inTransaction(sql -> sql.run(WAIT_FOR_THE_STANDBY).compose(set -> sql.run(NOTE)));

        assertUnknown(late);
        assertFalse(isWritten());

        confirm();
        await(this::isWritten);
    }

    @Test
    void aConnectionThatEndsWhileItsCommitRunsLeavesAnUnknownOutcome() {
        var cut = database.inTransaction(sql -> sql.run(WAIT_FOR_THE_STANDBY).compose(set -> sql.run(NOTE)));
        await(UnknownOutcomeTest::commitWaits);

        confirmByTerminating();

        assertUnknown(cut);
        await(this::isWritten);
    }

    @Test
    void aCommitWhoseAnswerIsCutOffHasAnUnknownOutcome() {
        try (var cable = new SilentCable(server.getPort())) {
            var behind = open("postgresql://localhost:" + cable.port() + "/postgres");
            var cut = behind.inTransaction(sql -> sql.run(WAIT_FOR_THE_STANDBY).compose(set -> sql.run(NOTE)));
            await(UnknownOutcomeTest::commitWaits);

            cable.cut();

            assertUnknown(cut);
        }
    }

    @Test
    void aStatementOutsideATransactionHasAnUnknownOutcomeToo() {
        assertUnknown(database.run(NOTE_ALONE));
        confirm();
        await(this::isWritten);
    }

    @Test
    void aConnectionThatEndsUnderAStatementOutsideATransactionLeavesAnUnknownOutcome() {
        var cut = database.batch(
                "WITH one AS (INSERT INTO note SELECT $1 FROM set_config('synchronous_commit', 'on', true)) SELECT 1",
                List.of(Tuple.of("written")));
        await(UnknownOutcomeTest::commitWaits);

        confirmByTerminating();

        assertUnknown(cut);
        await(this::isWritten);
    }

    @Test
    void aReadThatIsNotAnsweredTookNoEffect() {
        assertNoEffect(database.run("SELECT pg_sleep(2.5)"));
        assertNoEffect(database.run("SELECT line, pg_sleep(2.5) FROM (VALUES ('UPDATED')) AS note (line) FOR UPDATE"));
        assertNoEffect(database.run("SELECT pg_terminate_backend(pg_backend_pid())"));
    }

    @Test
    void aStatementThatTheDatabaseRefusesTookNoEffect() {
        execute(
                "CREATE OR REPLACE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS"
                        + " $$ BEGIN RAISE 'disk full' USING ERRCODE = '53100'; END $$",
                "CREATE TRIGGER full_disk BEFORE INSERT ON note EXECUTE FUNCTION full_disk()");

        assertNoEffect(database.run(NOTE));
    }

    @Test
    void whatFailsBeforeTheCommitTookNoEffect() {
        var terminated = database.inTransaction(
                sql -> sql.run(NOTE).compose(written -> sql.run("SELECT pg_terminate_backend(pg_backend_pid())")));
        assertNoEffect(terminated);

        var tooSlow = database.inTransaction(sql -> sql.run(NOTE).compose(written -> sql.run("SELECT pg_sleep(2.5)")));
        assertNoEffect(tooSlow);

        var tooSlowInItsWork = database.inTransaction(sql -> sql.run(NOTE).compose(written -> vertx.timer(2_500)));
        assertNoEffect(tooSlowInItsWork);
    }

    @Test
    void aCommitThatTheDatabaseRefusesTookNoEffect() {
        Function<Sql, Future<?>> twice = sql -> sql.run(NOTE).compose(written -> sql.run(NOTE));

        var refused = database.inTransaction(sql -> twice.apply(sql).map(true));

        assertInstanceOf(ConstraintViolation.class, Await.failure(refused));
        assertFalse(isWritten());
    }

    private static void assertUnknown(Future<?> call) {
        var failure = assertInstanceOf(Failure.class, Await.failure(call));
        assertEquals("problem.outcomeUnknown", failure.messageId());
        assertTrue(failure.retryAfter().isPresent());
    }

    private void assertNoEffect(Future<?> call) {
        var failure = assertInstanceOf(Failure.class, Await.failure(call));
        assertEquals("problem.unavailable", failure.messageId());
        await(UnknownOutcomeTest::nothingRuns);
        assertFalse(isWritten());
    }

    private boolean isWritten() {
        return count("SELECT count(*) FROM note") == 1;
    }

    private static boolean commitWaits() {
        return count("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'") == 1;
    }

    private static boolean nothingRuns() {
        return count("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'parvis' AND state <> 'idle'")
                == 0;
    }

    /** What a standby does that comes back. PostgreSQL ends the wait when a query is cancelled, too. */
    private static void confirm() {
        execute("SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'");
    }

    private static void confirmByTerminating() {
        execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'");
    }

    private static void await(java.util.function.BooleanSupplier state) {
        var end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!state.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "Not reached");
        }
    }

    private Database open(String uri) {
        return Database.open(
                vertx, new Configuration.Db(uri, "postgres", "postgres", 2, 10, DEADLINE, Duration.ZERO, false), 1);
    }

    private static int count(String sql) {
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            result.next();
            return result.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void execute(String... statements) {
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
