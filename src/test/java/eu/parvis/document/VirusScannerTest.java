package eu.parvis.document;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import eu.parvis.Await;
import eu.parvis.FreePort;
import eu.parvis.bus.Failure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.junit5.VertxExtension;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Only "clean" is clean; a virus is refused; anything else is "not scanned". */
@ExtendWith(VertxExtension.class)
class VirusScannerTest {

    /** In halves, so that no scanner takes this file for the sample. */
    private static final String SAMPLE = "X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-" + "STANDARD-ANTIVIRUS-TEST-FILE!$H+H*";

    private static Scan scan(Vertx vertx, int port, Buffer... chunks) {
        return Await.done(start(vertx, port, chunks));
    }

    private static Future<Scan> start(Vertx vertx, int port, Buffer... chunks) {
        return new VirusScanner(vertx, "127.0.0.1:" + port)
                .scan(chunks.length, position -> Future.succeededFuture(chunks[position]));
    }

    // --- A scanner that answers as the test wants ---------------------------------------------------------------

    private static int answering(Vertx vertx, String answer) {
        NetServer server = vertx.createNetServer().connectHandler(socket -> {
            var received = Buffer.buffer();
            socket.handler(bytes -> {
                received.appendBuffer(bytes);
                if (received.length() > 14 && received.getInt(received.length() - 4) == 0) {
                    socket.end(Buffer.buffer(answer));
                }
            });
        });
        return Await.done(server.listen(0, "127.0.0.1")).actualPort();
    }

    @Test
    void onlyAnAnswerThatSaysCleanIsClean(Vertx vertx) {
        assertEquals(Scan.CLEAN, scan(vertx, answering(vertx, "stream: OK\0"), Buffer.buffer("carte")));
        assertEquals(Scan.NOT_SCANNED, scan(vertx, answering(vertx, ""), Buffer.buffer("carte")));
        assertEquals(
                Scan.NOT_SCANNED,
                scan(vertx, answering(vertx, "INSTREAM size limit exceeded. ERROR\0"), Buffer.buffer("carte")));
        assertEquals(Scan.NOT_SCANNED, scan(vertx, answering(vertx, "stream: O"), Buffer.buffer("carte")));
    }

    @Test
    void aScannerThatIsAwayIsNotScanned(Vertx vertx) {
        assertEquals(Scan.NOT_SCANNED, scan(vertx, FreePort.find(), Buffer.buffer("carte")));
    }

    // --- clamd of Debian ----------------------------------------------------------------------------------------

    @Test
    void clamdFindsASampleAndPassesADocument(Vertx vertx, @TempDir Path folder) throws Exception {
        var unpacked = unpacked(folder);
        var port = FreePort.find();
        var clamd = clamd(unpacked, folder, port);
        try {
            assertTrue(listens(port), "clamd listens");

            var refused = Await.failure(
                    start(vertx, port, Buffer.buffer(SAMPLE.substring(0, 20)), Buffer.buffer(SAMPLE.substring(20))));
            assertEquals(
                    "error.document.infected",
                    ((Failure) refused).fields().get(0).message());
            assertEquals(Scan.CLEAN, scan(vertx, port, Buffer.buffer(eu.parvis.document.Files.pdf(100_000))));
            assertEquals(
                    Scan.NOT_SCANNED,
                    scan(vertx, port, Buffer.buffer(eu.parvis.document.Files.pdf(3_000_000))),
                    "longer than StreamMaxLength: clamd gives no answer");
        } finally {
            clamd.destroy();
            clamd.waitFor(10, TimeUnit.SECONDS);
        }
    }

    private static Path unpacked(Path folder) throws Exception {
        var packages = Files.createDirectory(folder.resolve("packages"));
        var loaded = new ProcessBuilder("apt-get", "download", "clamav-daemon", "libclamav12", "libmspack0")
                .directory(packages.toFile())
                .redirectErrorStream(true)
                .redirectOutput(new File(folder.toFile(), "apt.log"));
        assumeTrue(runs(loaded), "Debian's packages of clamd cannot be had here");
        var target = folder.resolve("clamav");
        for (var file : packages.toFile().listFiles()) {
            assumeTrue(runs(new ProcessBuilder("dpkg", "-x", file.toString(), target.toString())), "dpkg is missing");
        }
        return target;
    }

    private static boolean runs(ProcessBuilder program) throws InterruptedException {
        try {
            var process = program.start();
            return process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException missing) {
            return false;
        }
    }

    private static Process clamd(Path unpacked, Path folder, int port) throws IOException {
        var signatures = Files.createDirectory(folder.resolve("signatures"));
        Files.writeString(
                signatures.resolve("own.ndb"),
                "Sample:0:*:" + HexFormat.of().formatHex(SAMPLE.getBytes(US_ASCII)) + "\n");
        var settings = folder.resolve("clamd.conf");
        Files.writeString(settings, """
                DatabaseDirectory %s
                TCPSocket %d
                TCPAddr 127.0.0.1
                Foreground yes
                MaxThreads 2
                StreamMaxLength 2M
                User %s
                """.formatted(signatures, port, System.getProperty("user.name")));
        var program = new ProcessBuilder(unpacked.resolve("usr/sbin/clamd").toString(), "--config-file=" + settings)
                .redirectErrorStream(true)
                .redirectOutput(new File(folder.toFile(), "clamd.log"));
        program.environment()
                .put(
                        "LD_LIBRARY_PATH",
                        unpacked.resolve("usr/lib/x86_64-linux-gnu").toString());
        return program.start();
    }

    private static boolean listens(int port) throws InterruptedException {
        for (var tries = 0; tries < 300; tries++) {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return socket.isConnected();
            } catch (IOException notYet) {
                Thread.sleep(100);
            }
        }
        return false;
    }
}
