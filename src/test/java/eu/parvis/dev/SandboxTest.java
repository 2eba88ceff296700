package eu.parvis.dev;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.FreePort;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxTest {

    @Test
    void aSandboxOfAnEarlierBuildSaysSoWithTheCommandThatForgetsIt(@TempDir Path folder) throws Exception {
        madeBy("86333fe", folder);

        var sandbox = start(folder);
        var output = new String(sandbox.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertTrue(sandbox.waitFor(30, TimeUnit.SECONDS));
        assertEquals(1, sandbox.exitValue());
        assertTrue(output.contains("Migration V1__foundation.sql: the database has run another content"), output);
        assertTrue(output.contains("mvn clean"), output);
        assertFalse(output.contains("\tat "), output);
    }

    /** With the V1 of this commit, from before it was frozen. */
    private static void madeBy(String commit, Path folder) throws IOException {
        try (var server = new SandboxDatabase(folder.resolve("target/sandbox/postgres")).start()) {
            Flyway.configure()
                    .dataSource(server.getPostgresDatabase())
                    .locations("classpath:db/published-by/" + commit)
                    .load()
                    .migrate();
        }
    }

    private static Process start(Path folder) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var builder = new ProcessBuilder(
                        java,
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Sandbox.class.getName())
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().put("PARVIS_HTTP_PORT", String.valueOf(FreePort.find()));
        builder.environment().put("PARVIS_MANAGEMENT_PORT", String.valueOf(FreePort.find()));
        return builder.start();
    }
}
