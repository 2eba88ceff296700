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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Real PostgreSQL: one server for the JVM, started with the first use and stopped at its exit, and for each test a
 * database of its own, copied from a migrated one.
 */
public final class TestDatabase {

    private static final String TEMPLATE = "portal";
    private static final int PATIENCE = 10;
    private static final EmbeddedPostgres SERVER = start();
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String name;

    private TestDatabase(String name) {
        this.name = name;
    }

    /** An empty database with the schema of today. Its files are copied: half the writing of the other way, the log. */
    public static TestDatabase fresh() {
        var name = TEMPLATE + "_" + COUNT.incrementAndGet();
        new TestDatabase("postgres")
                .execute("CREATE DATABASE " + name + " TEMPLATE " + TEMPLATE + " STRATEGY FILE_COPY");
        return new TestDatabase(name);
    }

    public Configuration.Db settings() {
        return settings(SERVER.getPort(), name, 4);
    }

    /** As a portal is to know a server that {@link EmbeddedPostgres} started. */
    public static Configuration.Db settings(int port, String database, int connections) {
        var uri = "postgresql://localhost:" + port + "/" + database;
        return new Configuration.Db(
                uri, "postgres", "postgres", connections, 400, Duration.ofSeconds(4), Duration.ZERO, true);
    }

    /** As superuser, beside the portal: to arrange, to look, to tamper. */
    public void execute(String... statements) {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The rows of a query, their columns joined by a bar; an absent value is empty. */
    public List<String> query(String sql) {
        try (var connection = connect();
                var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            var rows = new ArrayList<String>();
            while (result.next()) {
                var columns = new ArrayList<String>();
                for (var i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    columns.add(result.getString(i) == null ? "" : result.getString(i));
                }
                rows.add(String.join("|", columns));
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A connection of one's own, for a transaction that stays open beside the portal's. */
    public Connection connect() throws SQLException {
        return SERVER.getDatabase("postgres", name).getConnection();
    }

    /** Until so many of the portal's statements wait for what somebody else has locked. */
    public void untilWaiting(int statements) {
        var end = System.nanoTime() + Duration.ofSeconds(PATIENCE).toNanos();
        while (!query("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                        + " AND datname = current_database()")
                .equals(List.of(String.valueOf(statements)))) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Not so many wait: " + statements);
            }
            Thread.onSpinWait();
        }
    }

    private static EmbeddedPostgres start() {
        try {
            // Thrown away with the JVM: nothing needs to survive a crash of the machine.
            var server = LocalPostgres.builder()
                    .setServerConfig("fsync", "off")
                    .setServerConfig("full_page_writes", "off")
                    .start();
            migrated(server);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void migrated(EmbeddedPostgres server) {
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + TEMPLATE);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        var vertx = Vertx.vertx();
        var settings = settings(server.getPort(), TEMPLATE, 1);
        var database = Database.open(vertx, settings, 1);
        warmUp(database);
        Await.done(Migrations.run(vertx, database, settings));
        Await.done(database.close());
        Await.done(vertx.close());
    }

    /** The first connection of a JVM loads the whole driver, which on a busy machine outlasts the portal's patience. */
    private static void warmUp(Database database) {
        // no lambda here: on an event loop it would wait for this class, which is being initialised by who waits for it
        for (var patience = PATIENCE; patience > 0; patience--) {
            try {
                Await.done(database.run("SELECT 1"));
                break;
            } catch (Failure slow) {
                System.err.println("The first connection takes its time: " + slow.getMessage());
            }
        }
    }
}
