package eu.parvis.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Writes the figures: one line for people, one JSON line for programs. */
final class Results {

    static final Path FOLDER = Path.of("target", "bench");

    private static final ObjectMapper JSON =
            new ObjectMapper().disable(SerializationFeature.FAIL_ON_EMPTY_BEANS).findAndRegisterModules();

    private Results() {}

    static void add(Ratio ratio) {
        System.out.println(ratio.line());
        try {
            Files.writeString(
                    Files.createDirectories(FOLDER).resolve("ratios.jsonl"),
                    JSON.writeValueAsString(ratio) + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
