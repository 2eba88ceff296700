package eu.parvis.packaged;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A portal in its own process, started like by an operator. */
final class PortalProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final Path log;
    private final int port;
    private final int management;

    private PortalProcess(Process process, Path log, int port, int management) {
        this.process = process;
        this.log = log;
        this.port = port;
        this.management = management;
    }

    /** Starts the packaged jar, without the test's class path. */
    static PortalProcess ofJar(Path folder, Map<String, String> settings) throws IOException {
        var jar = Path.of("target", "parvis.jar").toAbsolutePath();
        var command =
                List.of(java(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m", "-jar", jar.toString());
        return start(folder, command, settings);
    }

    static PortalProcess start(Path folder, List<String> command, Map<String, String> settings) throws IOException {
        var log = folder.resolve("portal.log");
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("PARVIS_"));
        builder.environment().putAll(settings);
        return new PortalProcess(
                builder.start(),
                log,
                Integer.parseInt(settings.getOrDefault("PARVIS_HTTP_PORT", "8080")),
                Integer.parseInt(settings.getOrDefault("PARVIS_MANAGEMENT_PORT", "9090")));
    }

    /** Blocks until the port is open, which means ready. */
    PortalProcess opened() throws IOException {
        return opened(port);
    }

    /** Blocks until the readiness endpoint answers. */
    PortalProcess begun() throws IOException {
        return opened(management);
    }

    private PortalProcess opened(int awaited) throws IOException {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!isOpen(awaited)) {
            assertTrue(
                    process.isAlive() && System.nanoTime() < deadline, () -> "The portal did not open:\n" + output());
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        return this;
    }

    URI address() {
        return URI.create("http://localhost:" + port);
    }

    long pid() {
        return process.pid();
    }

    /** Sends SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** Sends SIGTERM and returns the exit code. */
    int stop() throws InterruptedException {
        process.destroy();
        return exit();
    }

    /** Waits for the process to end and returns the exit code. */
    int exit() throws InterruptedException {
        assertTrue(process.waitFor(30, TimeUnit.SECONDS), () -> "The portal did not end within 30 s:\n" + output());
        return process.exitValue();
    }

    String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static boolean isOpen(int port) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
