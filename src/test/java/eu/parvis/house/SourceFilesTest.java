package eu.parvis.house;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Keeps the files of {@code src/main} short enough to be read at once. */
class SourceFilesTest {

    private static final int MAX_LINES = 300;

    @Test
    void noClassHasMoreThanThreeHundredLines() throws IOException {
        try (var files = Files.walk(Path.of("src/main/java"))) {
            var tooLong = files.filter(Files::isRegularFile)
                    .filter(file -> lines(file) > MAX_LINES)
                    .toList();

            assertEquals(List.of(), tooLong);
        }
    }

    private static long lines(Path file) {
        try (var lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
