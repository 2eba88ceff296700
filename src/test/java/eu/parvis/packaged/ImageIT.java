package eu.parvis.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the steps of the Dockerfile without Docker: separate libraries and classes, recording the class archive as a
 * user who is not root, and a start with that archive.
 */
class ImageIT {

    private static final boolean ROOT = "root".equals(System.getProperty("user.name"));
    private static final Pattern OPEN = Pattern.compile("Parvis is open at \\S+, \\d+ ms after its JVM began");
    private static final boolean AHEAD_OF_TIME = Runtime.version().feature() >= 25;

    @TempDir
    private static Path folder;

    private static Path image;
    private static TestDatabase database;

    @BeforeAll
    static void rehearsedByAnUnprivilegedUser() throws Exception {
        database = TestDatabase.fresh();
        image = laidOut(folder.resolve("parvis"));
        assertEquals("0 ", rehearsed(Map.of()));
    }

    @Test
    void everyStepOfTheDockerfileIsOneOfThese() throws IOException {
        var dockerfile = Files.readString(Path.of("Dockerfile"));

        assertTrue(dockerfile.contains("COPY --from=build /source/target/lib /opt/parvis/lib"));
        assertTrue(dockerfile.contains("COPY --from=build /source/src/main/scripts /opt/parvis"));
        assertTrue(dockerfile.contains("COPY --from=build /source/target/parvis.jar /opt/parvis/parvis.jar"));
        assertTrue(dockerfile.contains("RUN /opt/parvis/rehearse"));
        assertTrue(dockerfile.contains("CMD [\"/opt/parvis/healthy\"]"));
        assertTrue(dockerfile.contains("ENTRYPOINT [\"/opt/parvis/start\"]"));
        assertTrue(dockerfile.indexOf("USER 10001") < dockerfile.indexOf("RUN /opt/parvis/rehearse"));
    }

    @Test
    void itStartsFromItsArchiveAsAnUnprivilegedUserSaysThatItIsWellAndIsLeftAloneByARehearsal() throws Exception {
        var settings = new HashMap<>(ProductionSettings.of(folder, database, 25));
        settings.put("PATH", path());
        // A missing or invalid archive is then an error, not a slow start.
        var classes = image.resolve("classes.log");
        settings.put(
                "JAVA_OPTS",
                (AHEAD_OF_TIME ? "-XX:AOTMode=on" : "-Xshare:on") + " -Xlog:class+load:file=" + classes + ":none");

        try (var portal = PortalProcess.start(
                folder, asUser(List.of(image.resolve("start").toString())), settings)) {
            portal.opened();

            assertEquals(0, healthy(settings));
            assertNotEquals("0", ownerOf(portal.pid()), "it runs as root");
            rehearseBeside(settings);
            assertEquals(0, portal.stop(), portal::output);
            assertTrue(OPEN.matcher(portal.output()).find(), portal::output);
            assertFalse(portal.output().contains("WARNING: "), portal::output);
            assertTrue(Files.readString(classes).contains("eu.parvis.db.SchemaHistory"), "no classes are logged");
            assertFalse(Files.readString(classes).contains("org.flywaydb."), "a start without migrations loads Flyway");
            assertNotEquals(0, healthy(settings), "it says that it is well after its end");
        }
    }

    @Test
    void aFileOfSettingsBesideTheJarIsFoundFromEverywhere() throws Exception {
        var settings = new HashMap<>(ProductionSettings.of(folder, database, 25));
        settings.put("PATH", path());
        var file = Files.createDirectories(image.resolve("conf")).resolve("portal.yaml");
        Files.writeString(file, "http:\n  prot: 8081\n");

        try (var portal = PortalProcess.start(
                folder, asUser(List.of(image.resolve("start").toString())), settings)) {
            assertEquals(2, portal.exit());
            assertTrue(portal.output().contains("http.prot is not a setting"), portal::output);
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void aRehearsalThatFailsSaysWhyAndLeavesTheArchiveAsItWas() throws Exception {
        var before = archive();

        var outcome = rehearsed(Map.of("JAVA_OPTS", "-XX:+NoSuchOption"));

        assertTrue(outcome.startsWith("1 The rehearsal ended before its first page"), outcome);
        assertTrue(outcome.contains("NoSuchOption"), outcome);
        assertEquals(before, archive());
        assertEquals(
                List.of(),
                in(image).stream()
                        .filter(file -> file.toString().contains(".new"))
                        .toList());
    }

    /** With invalid settings in the environment, which the rehearsal must ignore. */
    private static void rehearseBeside(Map<String, String> running) throws IOException, InterruptedException {
        var before = archive();
        var settings = new HashMap<>(running);
        settings.put("JAVA_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
        settings.put("PARVIS_HTTP_TLS_CERTIFICATE", "/nowhere/tls.crt");
        settings.put("PARVIS_HTTP_TLS_KEY_FILE", "/nowhere/tls.key");

        assertEquals("0 ", rehearsed(settings));
        assertNotEquals(before, archive(), "there is no new archive");
    }

    /** Exit code and output. */
    private static String rehearsed(Map<String, String> environment) throws IOException, InterruptedException {
        var rehearsal = unprivileged(List.of(image.resolve("rehearse").toString()), environment);
        var said = new String(rehearsal.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(rehearsal.waitFor(120, TimeUnit.SECONDS));
        return rehearsal.exitValue() + " " + said;
    }

    /** The identity of the file, which changes when the file is replaced. */
    private static Object archive() throws IOException {
        return Files.getAttribute(image.resolve(AHEAD_OF_TIME ? "parvis.aot" : "parvis.jsa"), "unix:ino");
    }

    private static int healthy(Map<String, String> settings) throws IOException, InterruptedException {
        var port = Map.of("PARVIS_MANAGEMENT_PORT", settings.get("PARVIS_MANAGEMENT_PORT"));
        var check = unprivileged(List.of(image.resolve("healthy").toString()), port);
        assertTrue(check.waitFor(20, TimeUnit.SECONDS));
        return check.exitValue();
    }

    private static String ownerOf(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith("Uid:"))
                .map(line -> line.split("\\s+", -1)[1])
                .findFirst()
                .orElseThrow();
    }

    /** Like COPY: keeps times, readable by all, in a folder that the user may write to. */
    private static Path laidOut(Path image) throws IOException {
        Files.createDirectories(image.resolve("lib"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(image, PosixFilePermissions.fromString("rwxrwxrwx"));
        var files = new ArrayList<Path>(List.of(Path.of("target/parvis.jar")));
        files.addAll(in(Path.of("src/main/scripts")));
        for (var file : files) {
            copy(file, image);
        }
        for (var library : in(Path.of("target/lib"))) {
            copy(library, image.resolve("lib"));
        }
        return image;
    }

    private static List<Path> in(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    private static void copy(Path file, Path into) throws IOException {
        Files.copy(file, into.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
    }

    private static Process unprivileged(List<String> command, Map<String, String> environment) throws IOException {
        var builder =
                new ProcessBuilder(asUser(command)).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("PATH", path());
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** Runs as another user if the build runs as root, because the portal never does. */
    private static List<String> asUser(List<String> command) {
        var whole = new ArrayList<String>();
        if (ROOT) {
            whole.addAll(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
        }
        whole.addAll(command);
        return whole;
    }

    private static String path() {
        return Path.of(PortalProcess.java()).getParent() + ":" + System.getenv("PATH");
    }
}
