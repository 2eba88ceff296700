package eu.parvis.bench;

import eu.parvis.FreePort;
import eu.parvis.dev.LocalPostgres;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.LongStream;

/**
 * The portal as in production: in a separate JVM, with a PostgreSQL that writes durably and an SMTP server. Only the
 * limits for a network address are higher, because all load comes from one address.
 */
final class PortalUnderLoad implements AutoCloseable {

    private static final byte[] MASTER = new byte[32];

    private final EmbeddedPostgres database;
    private final long postmaster;
    private final ChildJvm mails;
    private final ChildJvm portal;
    private final int port;

    private PortalUnderLoad(EmbeddedPostgres database, ChildJvm mails, ChildJvm portal, int port)
            throws IOException, SQLException {
        this.database = database;
        this.postmaster = postmaster(database);
        this.mails = mails;
        this.portal = portal;
        this.port = port;
    }

    /** Starts the portal of this build. */
    static PortalUnderLoad start(List<String> options) throws IOException, SQLException {
        return start(settings -> ChildJvm.quiet("eu.parvis.Main", options, settings));
    }

    /** Starts the portal of a packaged jar with {@code lib/} beside it. */
    static PortalUnderLoad ofJar(Path jar, List<String> options) throws IOException, SQLException {
        return start(settings -> ChildJvm.quiet(jar, options, settings));
    }

    private static PortalUnderLoad start(Function<Map<String, String>, ChildJvm> launch)
            throws IOException, SQLException {
        var database = LocalPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("max_connections", "60")
                .setServerConfig("shared_buffers", "256MB")
                .start();
        var smtp = FreePort.find();
        var mails = ChildJvm.idling(MailSink.class, String.valueOf(smtp));
        mails.next("READY");
        var http = FreePort.find();
        var portal = launch.apply(settings(database, smtp, http));
        portal.awaitPort(http, Duration.ofSeconds(60));
        try (var connection = database.getPostgresDatabase().getConnection()) {
            People.moveIn(connection, MASTER);
        }
        return new PortalUnderLoad(database, mails, portal, http);
    }

    private static Map<String, String> settings(EmbeddedPostgres database, int smtp, int http) {
        var settings = new HashMap<String, String>();
        settings.put("PARVIS_HTTP_PORT", String.valueOf(http));
        settings.put("PARVIS_HTTP_PUBLIC_URL", "http://localhost:" + http);
        settings.put("PARVIS_HTTP_CLOSE_AFTER", "PT0S");
        settings.put("PARVIS_MANAGEMENT_PORT", String.valueOf(FreePort.find()));
        settings.put("PARVIS_DB_URI", "postgresql://localhost:" + database.getPort() + "/postgres");
        settings.put("PARVIS_DB_USER", "postgres");
        settings.put("PARVIS_SMTP_HOST", "localhost");
        settings.put("PARVIS_SMTP_PORT", String.valueOf(smtp));
        settings.put("PARVIS_SMTP_START_TLS", "DISABLED");
        settings.put("PARVIS_MAIL_SENDER", "portal@bench.example");
        settings.put("PARVIS_SECRETS_KEY", Base64.getEncoder().encodeToString(MASTER));
        settings.put("PARVIS_COMPANY_DIRECTORY_URL", "");
        settings.put("PARVIS_COMPANY_VIES_URL", "");
        settings.put("PARVIS_TERMS_FOLDER", "");
        settings.put("PARVIS_LIMITS_ADDRESS_FACTOR", "100000");
        settings.put("PARVIS_LIMITS_TRIES_PER15_MINUTES", "1000000");
        settings.put("PARVIS_LIMITS_TRIES_PER_DAY", "1000000");
        return settings;
    }

    int port() {
        return port;
    }

    LongStream server() {
        return LongStream.of(portal.pid());
    }

    LongStream database() {
        return ProcessHandle.of(postmaster)
                .map(process -> LongStream.concat(
                        LongStream.of(postmaster), process.descendants().mapToLong(ProcessHandle::pid)))
                .orElseThrow();
    }

    /** Updates the statistics of the tables, as autovacuum does after a minute. */
    void analyse() {
        try (var connection = database.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("ANALYZE");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        portal.close();
        mails.close();
        try {
            database.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static long postmaster(EmbeddedPostgres database) throws IOException, SQLException {
        try (var connection = database.getPostgresDatabase().getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery("SHOW data_directory")) {
            row.next();
            return Long.parseLong(Files.readAllLines(Path.of(row.getString(1), "postmaster.pid"))
                    .get(0)
                    .strip());
        }
    }
}
