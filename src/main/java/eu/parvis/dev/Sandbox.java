package eu.parvis.dev;

import eu.parvis.Logging;
import eu.parvis.Portal;
import eu.parvis.config.Configuration;
import eu.parvis.db.SchemaDiffers;
import eu.parvis.http.Site;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Starts the portal with its own database, mail server and company directory: {@code mvn -q compile exec:java}. */
public final class Sandbox {

    private static final Path FOLDER = Path.of("target", "sandbox").toAbsolutePath();
    private static final String PORT = "8080";

    private final SandboxClock clock = new SandboxClock();
    private final Vertx vertx = Vertx.vertx();
    private EmbeddedPostgres postgres;
    private SandboxMails mails;
    private DirectoryServer directory;
    private Portal portal;

    private Sandbox() {}

    public static void main(String[] arguments) throws Exception {
        Logging.use(new Configuration.Log(Configuration.LogFormat.TEXT));
        var sandbox = new Sandbox();
        Runtime.getRuntime().addShutdownHook(new Thread(sandbox::stop));
        try {
            sandbox.start();
        } catch (Throwable e) {
            // Throwable, to catch Errors too: the threads of the database and the mail server would keep the process
            // alive.
            explain(e);
            System.exit(1);
        }
    }

    private static void explain(Throwable failure) {
        if (failure.getCause() instanceof SchemaDiffers differs) {
            System.err.printf(
                    "%n  %s%n%n  Another build made this sandbox, and its data cannot be migrated."
                            + "%n  This command forgets it, with its accounts: mvn clean%n%n",
                    differs.getMessage());
        } else {
            failure.printStackTrace();
        }
    }

    private void start() throws Exception {
        var database = new SandboxDatabase(FOLDER.resolve("postgres"));
        var port = database.port();
        var postgresStarted = vertx.executeBlocking(database::start);
        mails = SandboxMails.start();
        directory = await(DirectoryServer.start(vertx, 0));
        var configuration = Portal.configuration(Optional.empty(), settings(port));
        Logging.use(configuration.log());
        // Opening the portal waits for the database, but most of its work runs while the database starts.
        var portalOpened = Portal.open(configuration, clock, site -> List.of(testBench(site)));
        postgres = await(postgresStarted);
        portal = await(portalOpened);
        await(SandboxOperator.add(portal.foundation()));
        printAddresses(configuration.http().publicUrl());
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    private DevRoutes testBench(Site site) {
        return new DevRoutes(site, mails, clock);
    }

    /** The sandbox's settings. Environment variables that start with PARVIS_ take precedence. */
    private Map<String, String> settings(int databasePort) throws IOException {
        var environment = System.getenv();
        var port = environment.getOrDefault("PARVIS_HTTP_PORT", PORT);
        var settings = new HashMap<String, String>();
        settings.put("PARVIS_HTTP_HOST", "127.0.0.1");
        settings.put("PARVIS_HTTP_CLOSE_AFTER", "PT0S");
        settings.put("PARVIS_HTTP_PUBLIC_URL", "http://localhost:" + port);
        settings.put("PARVIS_DB_URI", "postgresql://localhost:" + databasePort + "/postgres");
        settings.put("PARVIS_DB_USER", "postgres");
        settings.put("PARVIS_SMTP_HOST", "127.0.0.1");
        settings.put("PARVIS_SMTP_PORT", Integer.toString(mails.port()));
        settings.put("PARVIS_SMTP_START_TLS", "DISABLED");
        settings.put("PARVIS_MAIL_SENDER", "espaceclient@fidelys-confiance.example");
        settings.put("PARVIS_MAIL_SWEEP", "PT2S");
        settings.put("PARVIS_SECRETS_KEY", key());
        settings.put("PARVIS_COMPANY_DIRECTORY_URL", directory.directoryUrl());
        settings.put("PARVIS_COMPANY_VIES_URL", directory.viesUrl());
        settings.put("PARVIS_LIMITS_ADDRESS_FACTOR", "1000");
        settings.put("PARVIS_LOG_FORMAT", "text");
        environment.forEach((name, value) -> {
            if (name.startsWith("PARVIS_")) {
                settings.put(name, value);
            }
        });
        return settings;
    }

    /** Created once and stored, so that values encrypted by an earlier run can still be decrypted. */
    private static String key() throws IOException {
        var file = FOLDER.resolve("secrets.key");
        if (!Files.exists(file)) {
            var bytes = new byte[32];
            new SecureRandom().nextBytes(bytes);
            Files.writeString(file, Base64.getEncoder().encodeToString(bytes));
        }
        return Files.readString(file);
    }

    private static void printAddresses(String url) {
        System.out.printf(
                "%n  Parvis is open.%n%n  Portal    %s%n  Mailbox   %s/dev/mailbox%n  API       %s/api%n  Desk      %s/desk  as %s with the password %s%n%n  Ctrl+C stops it; accounts are kept in target/sandbox.%n%n",
                url, url, url, url, SandboxOperator.EMAIL, SandboxOperator.PASSWORD);
    }

    private void stop() {
        var closed = new CountDownLatch(1);
        if (portal == null) {
            closed.countDown();
        } else {
            portal.close().onComplete(outcome -> closed.countDown());
        }
        try {
            closed.await(10, TimeUnit.SECONDS);
            if (directory != null) {
                await(directory.close());
            }
            if (mails != null) {
                mails.stop();
            }
            if (postgres != null) {
                postgres.close();
            }
        } catch (Exception e) {
            System.err.println("The sandbox did not stop well: " + e.getMessage());
        }
    }
}
