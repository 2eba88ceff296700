package eu.parvis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.db.Database;
import eu.parvis.mail.MailSettings;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class TestSupportTest {

    /** The database that is given back last is taken first. */
    private static final DatabasePool POOL = TestDatabase.POOL;

    @Test
    void eachTestHasAMigratedDatabaseOfItsOwn(Vertx vertx) {
        var one = TestDatabase.fresh();
        var other = TestDatabase.fresh();
        one.execute("CREATE TABLE mine (id int)");

        var database = Database.open(vertx, other.settings(), 1);
        var rows = Await.done(database.run("SELECT count(*) FROM pg_tables WHERE tablename IN ('mine', 'mail')"));

        assertEquals(1, rows.iterator().next().getLong(0));
        assertEquals(List.of("2"), one.query("SELECT count(*) FROM pg_tables WHERE tablename IN ('mine', 'mail')"));
    }

    @Test
    void aDatabaseThatWasUsedIsAsEmptyAsANewOne() {
        var used = POOL.take();
        var id = id(used);
        used.execute(
                "INSERT INTO journal (at, event, outcome, detail) VALUES (now(), 'SIGN_OUT', 'DONE', '{}')",
                "INSERT INTO journal_unsealed SELECT id FROM journal",
                "INSERT INTO journal_seal SELECT 1, id, sha256('one') FROM journal",
                "INSERT INTO attempt VALUES ('one', '{}', now())");

        POOL.giveBack(used);
        var again = POOL.take();

        assertEquals(id, id(again), "the same database");
        assertEquals(content(POOL.create()), content(again));
        POOL.giveBack(again);
    }

    @Test
    void aDatabaseWhoseDefinitionWasChangedIsNotUsedAgain() {
        var changed = POOL.take();
        var id = id(changed);
        changed.execute("DROP SCHEMA public CASCADE");

        POOL.giveBack(changed);
        var next = POOL.take();

        assertFalse(id.equals(id(next)), "another database");
        POOL.giveBack(next);
    }

    @Test
    void everyChangeOfTheDefinitionIsSeen() {
        var database = TestDatabase.fresh();
        var states = new ArrayList<>(List.of(POOL.state(database)));

        for (var change : List.of(
                "UPDATE flyway_schema_history SET checksum = 0",
                "DELETE FROM flyway_schema_history",
                "ALTER TABLE journal RENAME TO elsewhere",
                "ALTER TABLE elsewhere RENAME TO journal",
                "ALTER TABLE journal DISABLE TRIGGER ALL",
                "DROP TRIGGER journal_append_only ON journal",
                "ALTER TABLE account ALTER COLUMN phone SET NOT NULL",
                "ALTER TABLE account ADD CHECK (phone <> '')",
                "ALTER TABLE account ALTER COLUMN phone SET DEFAULT ''",
                "ALTER SEQUENCE journal_id_seq INCREMENT 2",
                "DROP INDEX mail_due",
                "CREATE TABLE mine (id int)",
                "CREATE DOMAIN mine_too AS text",
                "CREATE SCHEMA mine",
                "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
                "CREATE OR REPLACE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 2'",
                "DO $$BEGIN EXECUTE format('ALTER DATABASE %I SET work_mem = 64', current_database()); END$$")) {
            database.execute(change);
            var state = POOL.state(database);

            assertFalse(states.contains(state), change);
            states.add(state);
        }
    }

    @Test
    void whatWasLeftRunningReachesNoOtherTest(Vertx vertx) throws Exception {
        var used = POOL.take();
        var id = id(used);
        var leftOver = Database.open(vertx, used.settings(), 1);
        Await.done(leftOver.run("SELECT 1"));
        var open = used.connect();
        open.setAutoCommit(false);
        open.createStatement().execute("LOCK TABLE journal");

        POOL.giveBack(used);
        var next = POOL.take();

        assertEquals(id, id(next), "the same database");
        assertFalse(open.isValid(1));
        Await.failure(leftOver.run("INSERT INTO attempt VALUES ('broken off', '{}', now())"));
        Await.failure(leftOver.run("INSERT INTO attempt VALUES ('on a new connection', '{}', now())"));
        assertEquals(content(POOL.create()), content(next));
        POOL.giveBack(next);
    }

    @Test
    void theConfigurationIsTheDefaultWithChanges() {
        var database = TestDatabase.fresh();

        var configuration = TestConfiguration.with(database.settings(), Map.of("mail.lease", "PT7M"));

        assertEquals("PT7M", configuration.get(MailSettings.class).lease().toString());
        assertEquals("Fidelys Confiance", configuration.brand().name());
        assertTrue(configuration.db().uri().startsWith("postgresql://localhost:"));
    }

    /** It stays when the database is renamed. */
    private static String id(TestDatabase database) {
        return database.query("SELECT oid FROM pg_database WHERE datname = current_database()")
                .get(0);
    }

    private static List<String> tables(TestDatabase database) {
        return database.query("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1");
    }

    /** How many rows each table has, and where each sequence stands. */
    private static List<String> content(TestDatabase database) {
        var content = new ArrayList<String>();
        for (var table : tables(database)) {
            content.addAll(database.query("SELECT '" + table + "', count(*) FROM " + table));
        }
        content.addAll(database.query("SELECT sequencename, coalesce(last_value, 0) FROM pg_sequences ORDER BY 1"));
        return content;
    }
}
