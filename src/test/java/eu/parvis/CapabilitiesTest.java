package eu.parvis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import eu.parvis.capability.Capability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules that the name of a capability must keep. */
class CapabilitiesTest {

    /** The parts that several capabilities share. */
    private static final List<String> SHARED = List.of("foundation", "work");

    private static final Pattern MIGRATION = Pattern.compile("V\\d+__([a-z]+)(_[a-z_]+)?\\.sql");

    @Test
    void eachVerticleHasASettingForTheNumberOfItsInstances() {
        var numbers = TestConfiguration.with(Map.of()).verticles().keySet();

        assertEquals(
                List.of(),
                Capabilities.ALL.stream()
                        .filter(capability -> capability.verticle().isPresent())
                        .map(Capability::name)
                        .filter(Predicate.not(numbers::contains))
                        .toList());
    }

    @Test
    void aMigrationIsNamedAfterItsCapability() throws IOException {
        var names = Stream.concat(SHARED.stream(), Capabilities.ALL.stream().map(Capability::name))
                .toList();

        try (var files = Files.list(Path.of("src/main/resources/db/migration"))) {
            assertEquals(
                    List.of(),
                    files.map(file -> file.getFileName().toString())
                            .filter(file -> file.startsWith("V"))
                            .filter(file -> !names.contains(prefix(file)))
                            .toList());
        }
    }

    private static String prefix(String file) {
        var matcher = MIGRATION.matcher(file);
        return matcher.matches() ? matcher.group(1) : "";
    }
}
