package eu.parvis;

import eu.parvis.bus.Failure;
import eu.parvis.config.Configuration;
import eu.parvis.db.Database;
import eu.parvis.db.Migrations;
import eu.parvis.dev.LocalPostgres;
import io.vertx.core.Vertx;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The databases of one PostgreSQL server. A database is a copy of a migrated template. When a test has ended, its
 * database is emptied and renamed, and serves another test: that takes milliseconds, a copy takes a hundred.
 */
final class DatabasePool {

    private static final String TEMPLATE = "portal";
    private static final int ATTEMPTS = 10;

    /** Each kind of object that a test can define in a database, with the column that tells ours from PostgreSQL's. */
    private static final List<String> CATALOGUES = List.of(
            "pg_class WHERE oid",
            "pg_attribute WHERE attrelid",
            "pg_attrdef WHERE oid",
            "pg_constraint WHERE oid",
            "pg_index WHERE indexrelid",
            "pg_namespace WHERE oid",
            "pg_proc WHERE oid",
            "pg_sequence WHERE seqrelid",
            "pg_trigger WHERE oid",
            "pg_type WHERE oid");

    private static final String SETTINGS = "pg_db_role_setting WHERE setdatabase ="
            + " (SELECT oid FROM pg_database WHERE datname = current_database())";
    private static final int FIRST_OF_OURS = 16384;

    private final EmbeddedPostgres server;
    private final TestDatabase postgres;
    private final Deque<TestDatabase> idle = new ArrayDeque<>();
    private final AtomicInteger count = new AtomicInteger();
    private final String emptyAll;
    private final String definitionState;
    private final String migratedRowsState;
    private final List<String> definitionOfTemplate;
    private final List<String> stateOfTemplate;

    DatabasePool() {
        server = started();
        postgres = new TestDatabase(this, "postgres");
        postgres.execute("CREATE DATABASE " + TEMPLATE);
        migrate(settings(TEMPLATE));
        var template = new TestDatabase(this, TEMPLATE);
        var tables = template.query("SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public'");
        var filled = tables.stream()
                .filter(table ->
                        !template.query("SELECT FROM " + table + " LIMIT 1").isEmpty())
                .toList();
        emptyAll = emptyAll(tables.stream().filter(table -> !filled.contains(table)));
        definitionState = stateOf(Stream.concat(
                CATALOGUES.stream().map(catalogue -> catalogue + " >= " + FIRST_OF_OURS), Stream.of(SETTINGS)));
        migratedRowsState = stateOf(filled.stream());
        definitionOfTemplate = template.query(definitionState);
        stateOfTemplate = state(template);
        template.disconnect();
        untilUnused(TEMPLATE);
    }

    /** Triggers that keep the journal append-only and references between tables do not act in this session. */
    private static String emptyAll(Stream<String> tables) {
        return "SET session_replication_role = replica; "
                + tables.map(table -> "DELETE FROM " + table + "; ").collect(Collectors.joining())
                + "SELECT setval(seqrelid, seqstart, false) FROM pg_sequence";
    }

    /** How many rows each of these has, and the newest transaction that wrote one. */
    private static String stateOf(Stream<String> relations) {
        return relations
                .map(rows -> "(SELECT count(*) || ' ' || coalesce(max(xmin::text::bigint), 0) FROM " + rows + ")")
                .collect(Collectors.joining(", ", "SELECT ", ""));
    }

    /** An empty database with the current schema. */
    synchronized TestDatabase take() {
        return idle.isEmpty() ? create() : idle.pop();
    }

    /** A database that nobody had before. Copying the files writes half as much as the other strategy, the log. */
    TestDatabase create() {
        var database = next();
        postgres.execute("CREATE DATABASE " + database.name() + " TEMPLATE " + TEMPLATE + " STRATEGY FILE_COPY");
        return database;
    }

    private TestDatabase next() {
        return new TestDatabase(this, TEMPLATE + "_" + count.incrementAndGet());
    }

    /**
     * Ends every session of the database, empties it and renames it, so that a portal that was left running cannot
     * return. A database whose schema, settings or migrated rows differ from the template's is not used again.
     */
    synchronized void giveBack(TestDatabase used) {
        postgres.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + used.name() + "'");
        used.disconnect();
        untilUnused(used.name());
        var next = next();
        postgres.execute("ALTER DATABASE " + used.name() + " RENAME TO " + next.name());
        if (state(next).equals(stateOfTemplate)) {
            next.execute(emptyAll);
            idle.push(next);
        }
    }

    /** Two databases of the same state differ at most in the rows that tests write. */
    List<String> state(TestDatabase database) {
        var definition = database.query(definitionState);
        var sameTables = definition.equals(definitionOfTemplate);
        return sameTables
                ? List.of(definition.get(0), database.query(migratedRowsState).get(0))
                : definition;
    }

    private void untilUnused(String database) {
        var sessions = "SELECT pid FROM pg_stat_activity WHERE datname = '" + database + "'";
        TestDatabase.until(() -> postgres.query(sessions).isEmpty());
    }

    Connection connect(String database) throws SQLException {
        return server.getDatabase("postgres", database).getConnection();
    }

    Configuration.Db settings(String database) {
        return TestDatabase.settings(server.getPort(), database, 4);
    }

    private static EmbeddedPostgres started() {
        try {
            // Thrown away with the JVM: nothing needs to survive a crash of the machine.
            return LocalPostgres.builder()
                    .setServerConfig("fsync", "off")
                    .setServerConfig("full_page_writes", "off")
                    // The room of deleted rows is not used again, so rows lie in the order of their writing.
                    .setServerConfig("autovacuum", "off")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void migrate(Configuration.Db settings) {
        var vertx = Vertx.vertx();
        var database = Database.open(vertx, settings, 1);
        warmUp(database);
        Await.done(Migrations.run(vertx, database, settings));
        Await.done(database.close());
        Await.done(vertx.close());
    }

    /** The first connection of a JVM loads the whole driver: on a busy machine that takes longer than the deadline. */
    private static void warmUp(Database database) {
        for (var attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                Await.done(database.run("SELECT 1"));
                break;
            } catch (Failure slow) {
                System.err.println("The first connection takes its time: " + slow.getMessage());
            }
        }
    }
}
