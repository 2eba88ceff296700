package eu.parvis.dev;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** The embedded PostgreSQL of the sandbox. Its data directory is kept, so accounts survive a restart. */
final class SandboxDatabase {

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

    private final Path folder;

    SandboxDatabase(Path folder) {
        this.folder = folder;
    }

    /** Starts the server and blocks until it accepts connections. */
    EmbeddedPostgres start() throws IOException {
        stopOrphan();
        return LocalPostgres.builder()
                .setDataDirectory(data())
                .setCleanDataDirectory(false)
                .setPort(port())
                .setServerConfig("max_connections", "60")
                .start();
    }

    private Path data() {
        return folder.resolve("data");
    }

    /** The port, chosen once and stored beside the data directory. */
    int port() throws IOException {
        Files.createDirectories(folder);
        var file = folder.resolve("port");
        if (!Files.exists(file)) {
            try (var socket = new ServerSocket(0)) {
                Files.writeString(file, Integer.toString(socket.getLocalPort()));
            }
        }
        return Integer.parseInt(Files.readString(file).strip());
    }

    /** Stops the PostgreSQL server of a killed sandbox, because it still locks the data directory. */
    private void stopOrphan() throws IOException {
        var pidFile = data().resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        var pid = Long.parseLong(Files.readAllLines(pidFile).get(0).strip());
        var orphan = ProcessHandle.of(pid).filter(this::isServer);
        if (orphan.isPresent() && orphan.get().destroy()) {
            try {
                orphan.get()
                        .onExit()
                        .orTimeout(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS)
                        .join();
            } catch (CompletionException e) {
                throw new IOException("The database of an earlier sandbox (process " + pid + ") does not stop", e);
            }
        }
    }

    private boolean isServer(ProcessHandle process) {
        var commandLine = process.info().commandLine().orElse("");
        return commandLine.contains(data().toString());
    }
}
