package eu.parvis.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A separate JVM. Its standard error is written to a file beside the results. */
final class ChildJvm implements AutoCloseable {

    static final String HEAP = "256m";

    /** The same setting as in {@link eu.parvis.Main}, so that the limit has it, too. */
    private static final String ALLOCATOR = "-Dio.netty.allocator.type=pooled";

    /**
     * Compiles methods after a tenth of the usual number of calls. If each call hashes, the warm-up would otherwise
     * take a quarter of an hour. Not for traffic with many calls, whose code is compiled better without it.
     */
    static final List<String> SOON_HOT = List.of("-XX:CompileThresholdScaling=0.1");

    private final String name;
    private final Process process;
    private final BufferedReader output;

    private ChildJvm(String name, Process process) {
        this.name = name;
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Starts a JVM whose standard output is read by {@link #next}. */
    static ChildJvm talking(Class<?> main, String... arguments) {
        return start(main.getSimpleName(), List.of(), program(main.getName(), arguments), Map.of(), false);
    }

    /** Starts a JVM that has little to do. Optimising its code would need more CPU time than its work. */
    static ChildJvm idling(Class<?> main, String... arguments) {
        var options = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
        return start(main.getSimpleName(), options, program(main.getName(), arguments), Map.of(), false);
    }

    /** Starts a JVM whose standard output goes to the log, too. */
    static ChildJvm quiet(String main, List<String> options, Map<String, String> environment) {
        return start(main.substring(main.lastIndexOf('.') + 1), options, program(main), environment, true);
    }

    /**
     * Starts a packaged jar with its libraries beside it. Its standard output goes to the log, too. It runs in the folder of
     * the jar, because the settings in the current folder are those of another build.
     */
    static ChildJvm quiet(Path jar, List<String> options, Map<String, String> environment) {
        var file = jar.toAbsolutePath();
        var program = List.of("-jar", file.toString());
        return start(file.getFileName().toString(), file.getParent(), options, program, environment, true);
    }

    private static List<String> program(String main, String... arguments) {
        return Stream.concat(Stream.of("-cp", classPath(), main), Stream.of(arguments))
                .toList();
    }

    private static ChildJvm start(
            String name, List<String> options, List<String> program, Map<String, String> environment, boolean quiet) {
        return start(name, Path.of("").toAbsolutePath(), options, program, environment, quiet);
    }

    private static ChildJvm start(
            String name,
            Path directory,
            List<String> options,
            List<String> program,
            Map<String, String> environment,
            boolean quiet) {
        try {
            var command = new ArrayList<>(List.of(java(), "-Xms" + HEAP, "-Xmx" + HEAP, ALLOCATOR));
            command.addAll(options);
            command.addAll(program);
            var log = Files.createDirectories(Results.FOLDER)
                    .resolve(name + ".log")
                    .toFile();
            var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(log));
            if (quiet) {
                builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log));
            }
            builder.directory(directory.toFile()).environment().putAll(environment);
            return new ChildJvm(name, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long pid() {
        return process.pid();
    }

    /** Waits for the next line with this beginning, and returns the rest of the line. */
    String next(String beginning) {
        try {
            for (var line = output.readLine(); line != null; line = output.readLine()) {
                if (line.startsWith(beginning)) {
                    return line.substring(beginning.length()).strip();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new IllegalStateException(name + " ended before it said " + beginning + "; see " + Results.FOLDER);
    }

    /** Waits until the port is open. */
    void awaitPort(int port, Duration atMost) {
        var deadline = System.nanoTime() + atMost.toNanos();
        while (!isOpen(port)) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IllegalStateException(name + " did not open port " + port + "; see " + Results.FOLDER);
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isOpen(int port) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Maven runs main classes in a class loader of its own; the system property then has only Maven's libraries. */
    private static String classPath() {
        if (ChildJvm.class.getClassLoader() instanceof URLClassLoader loader) {
            return Arrays.stream(loader.getURLs()).map(ChildJvm::file).collect(Collectors.joining(":"));
        }
        return System.getProperty("java.class.path");
    }

    private static String file(URL url) {
        try {
            return Path.of(url.toURI()).toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
