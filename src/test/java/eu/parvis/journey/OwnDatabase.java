package eu.parvis.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import eu.parvis.TestDatabase;
import eu.parvis.config.Configuration;
import eu.parvis.dev.LocalPostgres;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.LoggerFactory;

/**
 * The test's own PostgreSQL server, behind a cable. It can be killed like a failing machine and restarted with its
 * data.
 */
final class OwnDatabase implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    final Cable cable;
    private final Path data;
    private final int port;
    private EmbeddedPostgres server;

    OwnDatabase(Path folder) {
        data = folder.resolve("data");
        server = started(0);
        port = server.getPort();
        cable = new Cable(port);
    }

    /** As the portal is to know it. */
    Configuration.Db settings() {
        return TestDatabase.settings(cable.port(), "postgres", 4);
    }

    /** Kills the server without letting it finish or clean up. */
    void stop() {
        try {
            kill(data.resolve("postmaster.pid"));
            cable.pull();
            letGo();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** The signal of an immediate shutdown. The server that received it removes this file at its very end. */
    private static void kill(Path pidFile) throws IOException, InterruptedException {
        var pid = Files.readAllLines(pidFile).get(0).strip();
        var signal = new ProcessBuilder("kill", "-QUIT", pid).inheritIO().start();
        assertEquals(0, signal.waitFor());
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (Files.exists(pidFile)) {
            assertTrue(System.nanoTime() < deadline, "The database does not stop");
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }

    /**
     * Releases the lock that the starter holds on the data directory; its complaint that the server is gone is ignored.
     */
    private void letGo() throws IOException {
        var log = (Logger) LoggerFactory.getLogger(EmbeddedPostgres.class);
        var level = log.getLevel();
        log.setLevel(Level.OFF);
        server.close();
        log.setLevel(level);
    }

    /** Starts the server on the same port and waits until it answers. */
    void start() {
        server = started(port);
        cable.plugIn();
    }

    private EmbeddedPostgres started(int onPort) {
        try {
            return LocalPostgres.builder()
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setPort(onPort)
                    // what was committed outlives the server
                    .setServerConfig("synchronous_commit", "on")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A direct connection that bypasses the cable. */
    Connection connect() throws SQLException {
        return server.getPostgresDatabase().getConnection();
    }

    /** Meanwhile, a COMMIT waits for a synchronous standby that does not exist. */
    void withoutItsStandby(Runnable meanwhile) {
        setStandby("nobody");
        try {
            meanwhile.run();
        } finally {
            setStandby("");
        }
    }

    private void setStandby(String name) {
        execute("ALTER SYSTEM SET synchronous_standby_names = '" + name + "'", "SELECT pg_reload_conf()");
        // The checkpointer announces the standbys to all sessions when it has read the setting, which nothing shows.
        LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
    }

    /** Ends all connections; meanwhile, no others are accepted. */
    void lettingNobodyIn(Runnable meanwhile) {
        execute(
                "ALTER DATABASE postgres ALLOW_CONNECTIONS false",
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'postgres'");
        try {
            meanwhile.run();
        } finally {
            execute("ALTER DATABASE postgres ALLOW_CONNECTIONS true");
        }
    }

    private void execute(String... statements) {
        try (var connection = server.getDatabase("postgres", "template1").getConnection();
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The one number that a query gives. */
    int count(String sql) {
        try (var connection = connect();
                var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            result.next();
            return result.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Flushes transactions that were committed without waiting for the disk. */
    void settle() {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute("CHECKPOINT");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        cable.close();
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
