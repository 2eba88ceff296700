package eu.parvis.db;

import static org.junit.jupiter.api.Assertions.assertEquals;

import eu.parvis.Await;
import eu.parvis.TestDatabase;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class MigrationsTest {

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

    private static void run(TestDatabase database) {
        var vertx = Vertx.vertx();
        var open = Database.open(vertx, database.settings(), 1);
        Await.done(Migrations.run(vertx, open, database.settings()));
        Await.done(vertx.close());
    }
}
