package eu.parvis;

import eu.parvis.config.Configuration;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** A database of a real PostgreSQL server. The server starts with the first use and stops with the JVM. */
public final class TestDatabase {

    private static final int PATIENCE = 10;
    static final DatabasePool POOL = new DatabasePool();

    private final DatabasePool pool;
    private final String name;
    private Connection beside;

    TestDatabase(DatabasePool pool, String name) {
        this.pool = pool;
        this.name = name;
    }

    /** An empty database with the current schema, until the running test ends; taken before all tests, their class. */
    public static TestDatabase fresh() {
        var taken = POOL.take();
        DatabaseLoans.note(taken);
        return taken;
    }

    /** An empty database with the current schema, until the JVM ends. */
    public static TestDatabase lasting() {
        return POOL.create();
    }

    void giveBack() {
        pool.giveBack(this);
    }

    String name() {
        return name;
    }

    public Configuration.Db settings() {
        return pool.settings(name);
    }

    /** The settings of a portal that uses a server of zonky's. */
    public static Configuration.Db settings(int port, String database, int connections) {
        var uri = "postgresql://localhost:" + port + "/" + database;
        return new Configuration.Db(
                uri, "postgres", "postgres", connections, 400, Duration.ofSeconds(4), Duration.ZERO, true);
    }

    /** Runs statements as superuser, in a session that has the server's settings. */
    public synchronized void execute(String... statements) {
        try (var statement = beside().createStatement()) {
            statement.execute("DISCARD ALL");
            for (var sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The rows of a query, their columns joined by a bar; an absent value is empty. */
    public synchronized List<String> query(String sql) {
        try (var statement = beside().createStatement()) {
            statement.execute("DISCARD ALL");
            return rows(statement.executeQuery(sql));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> rows(ResultSet result) throws SQLException {
        var rows = new ArrayList<String>();
        while (result.next()) {
            var columns = new ArrayList<String>();
            for (var i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                columns.add(result.getString(i) == null ? "" : result.getString(i));
            }
            rows.add(String.join("|", columns));
        }
        return rows;
    }

    private Connection beside() throws SQLException {
        if (beside == null) {
            beside = connect();
        }
        return beside;
    }

    synchronized void disconnect() {
        try {
            if (beside != null) {
                beside.close();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Another connection, for a transaction that stays open beside the portal's. */
    public Connection connect() throws SQLException {
        return pool.connect(name);
    }

    /** Until so many of the portal's statements wait for a lock. */
    public void untilWaiting(int statements) {
        var waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                + " AND datname = current_database()";
        until(() -> query(waiting).equals(List.of(String.valueOf(statements))));
    }

    public static void until(BooleanSupplier reached) {
        var end = System.nanoTime() + Duration.ofSeconds(PATIENCE).toNanos();
        while (!reached.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Not reached in " + PATIENCE + " seconds");
            }
            Thread.onSpinWait();
        }
    }
}
