package eu.parvis.db;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.Await;
import eu.parvis.FreePort;
import eu.parvis.TestDatabase;
import eu.parvis.config.Configuration;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.pgclient.PgException;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.flywaydb.core.api.MigrationInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationsTest {

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        Await.done(vertx.close());
    }

    // --- The published files ----------------------------------------------------------------------------------------

    /** Of a file that differs, the list is not to be corrected: take the change back and write a new file. */
    @Test
    void aPublishedFileNeverChangesAndEachFileIsPublished() {
        var files =
                Migrations.flyway(TestDatabase.fresh().settings()).load().info().all();

        assertEquals(
                Migration.PUBLISHED,
                Arrays.stream(files).map(MigrationsTest::migration).toList());
    }

    private static Migration migration(MigrationInfo file) {
        return new Migration(Integer.parseInt(file.getVersion().getVersion()), file.getScript(), file.getChecksum());
    }

    // --- The history of a database ----------------------------------------------------------------------------------

    @Test
    void aSchemaThatIsThereIsLeftAlone() {
        var database = TestDatabase.fresh();
        // Flyway would refuse another description
        database.execute("UPDATE flyway_schema_history SET description = 'not looked at'");

        run(database);

        assertEquals(
                List.of("not looked at"), database.query("SELECT DISTINCT description FROM flyway_schema_history"));
    }

    @Test
    void anEmptyDatabaseGetsTheSchema() {
        var database = empty();

        run(database);

        assertEquals(List.of("0"), database.query("SELECT count(*) FROM account"));
        assertEquals(
                Migration.PUBLISHED.stream()
                        .map(migration -> migration.version() + "|" + migration.checksum() + "|t")
                        .toList(),
                database.query("SELECT version, checksum, success FROM flyway_schema_history ORDER BY version::int"));
    }

    /** V1 as these builds had it, before it was frozen. */
    @ParameterizedTest
    @ValueSource(strings = {"86333fe", "0a62fe4"})
    void aDatabaseThatAnEarlierBuildMadeIsRefused(String commit) {
        var database = empty();
        Migrations.flyway(database.settings())
                .locations("classpath:db/published-by/" + commit)
                .load()
                .migrate();

        assertRefused(database, "V1__foundation.sql", "another content");
    }

    @Test
    void aNewerSchemaIsAcceptedSoThatOldAndNewNodesRunSideBySide() {
        var database = TestDatabase.fresh();
        applied(database, NEXT + ", 'V" + NEXT + "__later.sql', 1, true");

        run(database);

        Await.done(ready(database));
    }

    @Test
    void aFileThatIsNotOfThisBuildIsNamed() {
        var database = TestDatabase.fresh();
        applied(database, "0, 'V0__unknown.sql', 1, true");

        assertRefused(database, "V0__unknown.sql", "does not know it");
    }

    @Test
    void aMigrationThatFailedIsNamed() {
        var database = TestDatabase.fresh();
        applied(database, NEXT + ", 'V" + NEXT + "__failed.sql', 1, false");

        assertRefused(database, "V" + NEXT + "__failed.sql", "failed");
    }

    @Test
    void aFileThatWasRenamedIsNamed() {
        var database = TestDatabase.fresh();
        database.execute("UPDATE flyway_schema_history SET script = 'V1__base.sql' WHERE version = '1'");

        assertRefused(database, "V1__base.sql", "V1__foundation.sql in its place");
    }

    @Test
    void aFileThatWasLeftOutIsNamed() {
        var database = TestDatabase.fresh();
        applied(database, NEXT + ", 'V" + NEXT + "__later.sql', 1, true");
        database.execute("DELETE FROM flyway_schema_history WHERE version = '1'");

        assertRefused(database, "V1__foundation.sql", "but a later one");
    }

    private static final int NEXT =
            Migration.PUBLISHED.get(Migration.PUBLISHED.size() - 1).version() + 1;

    private static void applied(TestDatabase database, String row) {
        database.execute("INSERT INTO flyway_schema_history (installed_rank, description, type, installed_by,"
                + " execution_time, version, script, checksum, success) VALUES (100, '', 'SQL', '', 0, " + row + ")");
    }

    private void assertRefused(TestDatabase database, String file, String reason) {
        for (var refusal : List.of(begin(database.settings()), ready(database))) {
            var message = assertInstanceOf(SchemaDiffers.class, Await.failure(refusal))
                    .getMessage();

            assertTrue(message.contains("Migration " + file + ": "), message);
            assertTrue(message.contains(reason), message);
        }
    }

    private Future<Void> ready(TestDatabase database) {
        return Migrations.needNewest(Database.open(vertx, database.settings(), 1));
    }

    // --- The connection ---------------------------------------------------------------------------------------------

    /** Flyway's lock is an idle transaction meanwhile; {@code V900__slow.sql} takes longer than such a one may. */
    @Test
    void aMigrationMayTakeLongerThanTheServerLetsATransactionBeIdle() {
        var database = empty();
        database.execute("DO $$BEGIN EXECUTE format("
                + "'ALTER DATABASE %I SET idle_in_transaction_session_timeout = 100', current_database()); END$$");

        Migrations.flyway(database.settings())
                .locations("classpath:db/migration", "classpath:db/slow")
                .load()
                .migrate();

        assertEquals(List.of("t"), database.query("SELECT success FROM flyway_schema_history WHERE version = '900'"));
    }

    @Test
    void aStartWaitsForADatabaseThatDoesNotAnswerYet() {
        var database = empty();
        var there = URI.create(database.settings().uri());
        var port = FreePort.find();

        var done = begin(settings(database, "postgresql://localhost:" + port + there.getPath(), Duration.ofMinutes(1)));
        Await.done(proxy(port, there.getPort()));
        Await.done(done);

        assertEquals(List.of("0"), database.query("SELECT count(*) FROM account"));
    }

    @Test
    void aDatabaseThatNeverAnswersEndsTheStart() {
        var settings = settings(
                TestDatabase.fresh(), "postgresql://localhost:" + FreePort.find() + "/portal", Duration.ofMillis(200));

        assertInstanceOf(ConnectException.class, Await.failure(begin(settings)));
    }

    @Test
    void aDatabaseThatRefusesUsIsNotWaitedFor() {
        var database = TestDatabase.fresh();
        var nowhere = database.settings().uri().replaceAll("/[^/]*$", "/nowhere");

        assertInstanceOf(PgException.class, Await.failure(begin(settings(database, nowhere, Duration.ofHours(1)))));
    }

    private static TestDatabase empty() {
        var database = TestDatabase.fresh();
        database.execute("DROP SCHEMA public CASCADE", "CREATE SCHEMA public");
        return database;
    }

    private void run(TestDatabase database) {
        Await.done(begin(database.settings()));
    }

    private Future<Void> begin(Configuration.Db settings) {
        return Migrations.run(vertx, Database.open(vertx, settings, 1), settings);
    }

    private static Configuration.Db settings(TestDatabase database, String uri, Duration patience) {
        var usual = database.settings();
        return new Configuration.Db(
                uri,
                usual.user(),
                usual.password(),
                usual.poolSize(),
                usual.waitQueue(),
                usual.deadline(),
                patience,
                usual.migrate());
    }

    private Future<NetServer> proxy(int port, int database) {
        var client = vertx.createNetClient();
        return vertx.createNetServer()
                .connectHandler(portal -> {
                    portal.pause();
                    client.connect(database, "localhost").onSuccess(server -> {
                        server.pipeTo(portal).onComplete(end -> {});
                        portal.pipeTo(server).onComplete(end -> {});
                    });
                })
                .listen(port);
    }
}
