package eu.parvis.journey;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The programs of an integrator: npm and what it installs, and OpenAPI Generator. */
final class ClientTools {

    private static final Path SOURCES = Path.of("src/test/clients");
    private static final Path BUILT = Path.of("target/clients");
    private static final Path CONTRACT = Path.of("target/classes/openapi.yaml").toAbsolutePath();

    /** Written when everything is installed, so that a second run does not install again. */
    private static final String INSTALLED = "node_modules/.package-lock.json";

    private ClientTools() {}

    static String contract() {
        return CONTRACT.toString();
    }

    /**
     * The folder with the packages of npm, as the lock file pins them. Skips the test where npm or its registry is
     * missing; fails under {@code -Dnpm=required}.
     */
    static Path npm() throws IOException, InterruptedException {
        var folder = Files.createDirectories(BUILT.resolve("typescript"));
        try (var files = Files.list(SOURCES.resolve("typescript"))) {
            for (var file : files.toList()) {
                Files.write(folder.resolve(file.getFileName()), Files.readAllBytes(file));
            }
        }
        if (!Files.exists(folder.resolve(INSTALLED))) {
            install(folder);
        }
        return folder;
    }

    private static void install(Path folder) throws InterruptedException {
        try {
            run(folder, List.of("npm", "ci", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund"));
        } catch (IOException | AssertionError e) {
            var reason = "The packages of npm cannot be installed: " + e.getMessage();
            if ("required".equals(System.getProperty("npm"))) {
                fail(reason);
            }
            System.err.println("Skipped: " + reason);
            assumeTrue(false, reason);
        }
    }

    /** Runs a program of an npm package. */
    static String npx(Path folder, String program, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("node_modules/.bin/" + program));
        command.addAll(List.of(arguments));
        return run(folder, command);
    }

    /** Generates the Java client for a library, with the generator's own defaults. */
    static Path generate(String library) throws IOException, InterruptedException {
        var folder = Files.createDirectories(BUILT.resolve(library));
        run(
                folder,
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-jar",
                        BUILT.resolve("openapi-generator-cli.jar")
                                .toAbsolutePath()
                                .toString(),
                        "generate",
                        "--generator-name=java",
                        "--library=" + library,
                        "--input-spec=" + CONTRACT,
                        "--output=.",
                        "--invoker-package=portal",
                        "--api-package=portal.api",
                        "--model-package=portal.model",
                        "--global-property=models,apis,supportingFiles,apiTests=false,modelTests=false,apiDocs=false,modelDocs=false"));
        return folder;
    }

    static Path source(String path) {
        return SOURCES.resolve(path);
    }

    /** Returns what the program printed; fails with it if the program does not end with 0. */
    static String run(Path folder, List<String> command) throws IOException, InterruptedException {
        var printed = Files.createTempFile(BUILT, "printed", ".txt");
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile());
        builder.environment().put("REDOCLY_TELEMETRY", "off");
        builder.environment().put("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true");
        var process = builder.start();
        try {
            if (!process.waitFor(3, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new AssertionError(command + "\n" + Files.readString(printed));
            }
            return Files.readString(printed);
        } finally {
            process.destroyForcibly();
            Files.delete(printed);
        }
    }
}
