package eu.parvis;

import eu.parvis.config.Configuration;
import eu.parvis.config.ConfigurationException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the portal: {@code java -jar parvis.jar [serve] [portal.yaml]}. With {@code operator add} it runs {@link
 * OperatorCommand} instead.
 */
public final class Main {

    private static final Logger LOG = LoggerFactory.getLogger(Main.class);
    private static final String SERVE = "serve";
    private static final Path FILE = Path.of("conf", "portal.yaml");

    private Main() {}

    public static void main(String[] arguments) {
        setFastDefaults();
        if (arguments.length > 0 && arguments[0].equals(OperatorCommand.NAME)) {
            System.exit(new OperatorCommand(System.getenv(), file(), Clock.systemUTC(), System.out).run(arguments));
        }
        serve(arguments);
    }

    private static void serve(String... arguments) {
        Configuration configuration;
        try {
            configuration = Portal.configuration(file(arguments), System.getenv());
        } catch (ConfigurationException e) {
            System.err.println("Parvis cannot start:" + System.lineSeparator() + e.getMessage());
            System.exit(2);
            return;
        }
        Logging.use(configuration.log());
        var opened = Promise.<Portal>promise();
        stopAtSignal(opened.future(), Portal.longestStop(configuration));
        Portal.open(configuration, Clock.systemUTC(), site -> List.of())
                .onComplete(opened)
                .onSuccess(portal -> {
                    LOG.info(
                            "Parvis is open at {}, {} ms after its JVM began",
                            configuration.http().publicUrl(),
                            ManagementFactory.getRuntimeMXBean().getUptime());
                })
                .onFailure(Main::explain);
    }

    private static void explain(Throwable cause) {
        if (cause instanceof ConfigurationException) {
            LOG.error("Parvis cannot start: {}", cause.getMessage());
            System.exit(2);
        }
        LOG.error("Parvis could not be opened", cause);
        System.exit(1);
    }

    /**
     * Two settings that make public pages faster, as a profile has shown: Netty's pooled allocator instead of its newer
     * one, and cached bytes of immutable headers. They are read once, so they are set first.
     */
    private static void setFastDefaults() {
        setIfAbsent("io.netty.allocator.type", "pooled");
        setIfAbsent("vertx.cacheImmutableHttpResponseHeaders", "true");
    }

    private static void setIfAbsent(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    private static Optional<Path> file(String... arguments) {
        var files = Stream.of(arguments)
                .skip(arguments.length > 0 && arguments[0].equals(SERVE) ? 1 : 0)
                .toList();
        return files.size() > 0
                ? Optional.of(Path.of(files.get(0)))
                : Stream.of(FILE, besideTheJar()).filter(Files::exists).findFirst();
    }

    private static Path besideTheJar() {
        var jar = Main.class.getProtectionDomain().getCodeSource().getLocation();
        return Path.of(URI.create(jar.toString())).resolveSibling(FILE);
    }

    /** An orderly stop ends with 0. Without the halt, the exit code of the JVM would be that of the signal. */
    private static void stopAtSignal(Future<Portal> opened, Duration longest) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            if (opened.succeeded()) {
                stop(opened.result(), longest);
            } else if (!opened.isComplete()) {
                LOG.info("Parvis is stopped before it was open");
                Runtime.getRuntime().halt(0);
            }
        }));
    }

    private static void stop(Portal portal, Duration longest) {
        var closed = new CountDownLatch(1);
        portal.close().onComplete(outcome -> closed.countDown());
        try {
            Runtime.getRuntime().halt(closed.await(longest.toMillis(), TimeUnit.MILLISECONDS) ? 0 : 1);
        } catch (InterruptedException e) {
            Runtime.getRuntime().halt(1);
        }
    }
}
