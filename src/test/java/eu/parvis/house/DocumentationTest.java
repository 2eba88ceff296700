package eu.parvis.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code README.md} and {@code src/docs} name only files that exist, and every package. */
class DocumentationTest {

    private static final Path README = Path.of("README.md");
    private static final Path DOCS = Path.of("src/docs");
    private static final Path CODE = Path.of("src/main/java/eu/parvis");

    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s#]*)(?:#([^)\\s]*))?\\)");
    private static final Pattern PATH =
            Pattern.compile("(?<![\\w/.-])(?:src|conf|findings|\\.ci|\\.mvn)/[\\w./-]*[\\w/]");
    private static final Pattern JAVA_CLASS = Pattern.compile("`([A-Z]\\w+(?:Test|IT))`");
    private static final Pattern HEADING = Pattern.compile("^#+ (.+)$", Pattern.MULTILINE);
    private static final Pattern PACKAGE_ROW = Pattern.compile("^\\| \\w* ?\\| `([\\w.]+)` \\|", Pattern.MULTILINE);

    static List<Path> pages() throws IOException {
        try (var files = Files.list(DOCS)) {
            return Stream.concat(
                            Stream.of(README),
                            files.filter(file -> file.toString().endsWith(".md")))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyRelativeLinkLeadsToAFileAndItsHeading(Path page) throws IOException {
        var broken = new ArrayList<String>();
        for (var link : found(LINK, page)) {
            if (!link.group(1).contains("://") && !leadsSomewhere(page, link.group(1), link.group(2))) {
                broken.add(link.group());
            }
        }

        assertEquals(List.of(), broken);
    }

    private static boolean leadsSomewhere(Path page, String file, String heading) throws IOException {
        var target = file.isEmpty() ? page : page.resolveSibling(file).normalize();
        return Files.exists(target) && (heading == null || headings(target).contains(heading));
    }

    /** The anchors of the headings as a forge generates them: lower case, hyphens for blanks, no punctuation. */
    private static List<String> headings(Path page) throws IOException {
        return found(HEADING, page).stream()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\w -]", "")
                        .replace(' ', '-'))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyFileThatIsNamedExists(Path page) throws IOException {
        var missing = found(PATH, page).stream()
                .map(MatchResult::group)
                .filter(path -> !Files.exists(Path.of(path)))
                .toList();

        assertEquals(List.of(), missing);
    }

    @Test
    void everyTestThatIsNamedExists() throws IOException {
        var tests = fileNames(Path.of("src/test/java"));
        for (var page : pages()) {
            for (var named : found(JAVA_CLASS, page)) {
                assertTrue(tests.contains(named.group(1) + ".java"), page + " names " + named.group());
            }
        }
    }

    @Test
    void everyPackageHasItsRow() throws IOException {
        var rows = found(PACKAGE_ROW, DOCS.resolve("architecture.md")).stream()
                .map(row -> row.group(1))
                .filter(name -> !name.equals("eu.parvis"))
                .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(packages(), rows);
    }

    private static Set<String> packages() throws IOException {
        try (var files = Files.walk(CODE)) {
            return files.filter(file -> file.endsWith("package-info.java"))
                    .map(file -> CODE.relativize(file.getParent()).toString().replace('/', '.'))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    @Test
    void theFrontDoorStaysShort() throws IOException {
        assertTrue(Files.readAllLines(README).size() <= 150);
    }

    private static List<MatchResult> found(Pattern pattern, Path page) throws IOException {
        return pattern.matcher(Files.readString(page)).results().toList();
    }

    private static List<String> fileNames(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
