package eu.parvis.db;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import eu.parvis.Await;
import eu.parvis.FreePort;
import eu.parvis.TestDatabase;
import eu.parvis.config.Configuration;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MigrationsTest {

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        Await.done(vertx.close());
    }

    @Test
    void theNewestVersionIsThatOfTheLastFile() throws IOException {
        try (var files = Files.list(Path.of("src/main/resources/db/migration"))) {
            var newest = files.map(file -> file.getFileName().toString().replaceAll("V(\\d+)__.*", "$1"))
                    .mapToInt(Integer::parseInt)
                    .max();

            assertEquals(newest.orElseThrow(), Integer.parseInt(Migrations.NEWEST));
        }
    }

    @Test
    void aSchemaThatIsThereIsLeftAlone() {
        var database = TestDatabase.fresh();
        database.execute("UPDATE flyway_schema_history SET checksum = 0");

        run(database);

        assertEquals(List.of("0"), database.query("SELECT checksum FROM flyway_schema_history"));
    }

    @Test
    void anEmptyDatabaseGetsTheSchema() {
        var database = TestDatabase.fresh();
        database.execute("DROP SCHEMA public CASCADE", "CREATE SCHEMA public");

        run(database);

        assertEquals(List.of("0"), database.query("SELECT count(*) FROM account"));
    }

    @Test
    void aStartWaitsForADatabaseThatDoesNotAnswerYet() {
        var database = TestDatabase.fresh();
        database.execute("DROP SCHEMA public CASCADE", "CREATE SCHEMA public");
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
