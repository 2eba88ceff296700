package eu.parvis.db;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import eu.parvis.Await;
import eu.parvis.bus.Failure;
import eu.parvis.config.Configuration;
import eu.parvis.dev.LocalPostgres;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** A PostgreSQL server that answers, but does not let the portal in. */
class RefusedLogInTest {

    private static final String RULES = """
            local all postgres     trust
            host  all postgres all trust
            host  all portal   all trust
            host  all guarded  all scram-sha-256
            host  all unwanted all reject
            """;

    private static EmbeddedPostgres server;

    private final Vertx vertx = Vertx.vertx();
    private final Logger logger = (Logger) LoggerFactory.getLogger(SqlFailures.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        var rules = Files.writeString(folder.resolve("pg_hba.conf"), RULES);
        server = LocalPostgres.builder()
                .setServerConfig("fsync", "off")
                .setServerConfig("hba_file", rules.toString())
                .start();
        execute(
                "CREATE ROLE portal LOGIN",
                "CREATE ROLE guarded LOGIN PASSWORD 'another'",
                "CREATE ROLE unwanted LOGIN",
                "CREATE DATABASE it");
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void close() {
        logger.detachAppender(log);
        Await.done(vertx.close());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "REVOKE CONNECT ON DATABASE it FROM PUBLIC | GRANT CONNECT ON DATABASE it TO PUBLIC | 42501",
                "ALTER DATABASE it ALLOW_CONNECTIONS false | ALTER DATABASE it ALLOW_CONNECTIONS true   | 55000",
                "ALTER DATABASE it CONNECTION LIMIT 0      | ALTER DATABASE it CONNECTION LIMIT -1      | 53300",
                "ALTER DATABASE it RENAME TO another       | ALTER DATABASE another RENAME TO it        | 3D000",
                "ALTER ROLE portal NOLOGIN                 | ALTER ROLE portal LOGIN                    | 28000",
                "ALTER ROLE portal CONNECTION LIMIT 0      | ALTER ROLE portal CONNECTION LIMIT -1      | 53300"
            })
    void aDatabaseThatLetsThePortalNotInIsAwayUntilItDoes(String closing, String opening, String state) {
        var database = open("portal");

        execute(closing);
        try {
            assertAway(database, state);
        } finally {
            execute(opening);
        }

        Await.done(database.run("SELECT 1"));
    }

    @ParameterizedTest
    @CsvSource({"guarded, 28P01", "unwanted, 28000", "unknown, 28000"})
    void aServerThatRefusesTheRoleOrItsPasswordIsAway(String role, String state) {
        assertAway(open(role), state);
    }

    @Test
    void aDatabaseThatCanOnlyBeReadIsNotReady() {
        var database = open("portal");
        Await.done(database.needWritable());

        execute("ALTER DATABASE it SET default_transaction_read_only = on");
        try {
            assertEquals(
                    "The database is read-only",
                    Await.failure(open("portal").needWritable()).getMessage());
        } finally {
            execute("ALTER DATABASE it RESET default_transaction_read_only");
        }
    }

    /** Operators find the reason in one line of the log, without a stack trace. */
    private void assertAway(Database database, String state) {
        log.list.clear();
        for (var call : List.<Future<?>>of(
                database.run("SELECT 1"),
                database.batch("SELECT $1::int", List.of(Sql.parameters(1))),
                database.needWritable(),
                database.inTransaction(sql -> sql.run("SELECT 1")))) {
            var failure = assertInstanceOf(Failure.class, Await.failure(call));
            assertEquals(Failure.Kind.UNAVAILABLE, failure.kind());
            assertTrue(failure.retryAfter().isPresent());
        }
        assertEquals(4, log.list.size(), log.list::toString);
        for (var line : log.list) {
            assertTrue(line.getFormattedMessage().contains(state), line.getFormattedMessage());
            assertEquals(null, line.getThrowableProxy());
        }
    }

    private Database open(String role) {
        var uri = "postgresql://localhost:" + server.getPort() + "/it";
        return Database.open(
                vertx, new Configuration.Db(uri, role, "wrong", 2, 10, Duration.ofSeconds(4), Duration.ZERO, false), 1);
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
