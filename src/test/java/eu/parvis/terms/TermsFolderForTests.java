package eu.parvis.terms;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A folder of terms that a test writes. */
public final class TermsFolderForTests {

    public final Path path;
    private final List<String> index = new ArrayList<>();

    public TermsFolderForTests(Path path) {
        this.path = path;
    }

    /** Adds a version with a text in both languages, in force from this day on. */
    public TermsFolderForTests with(String version, String day, String... paragraphs) {
        index.add("\"" + version + "\": " + day);
        write("terms.yaml", String.join("\n", index) + "\n");
        var text = String.join("\n\n", paragraphs);
        write(version + "/fr.md", "# Conditions\n\n## Objet\n\n" + text + "\n");
        write(version + "/en.md", "# Terms\n\n## Purpose\n\n" + text + "\n");
        return this;
    }

    public void write(String name, String text) {
        try {
            Files.createDirectories(path.resolve(name).getParent());
            Files.writeString(path.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
