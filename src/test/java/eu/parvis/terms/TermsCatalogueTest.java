package eu.parvis.terms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.TestConfiguration;
import eu.parvis.config.ConfigurationException;
import eu.parvis.values.Language;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TermsCatalogueTest {

    @TempDir
    private Path folder;

    private TermsCatalogue catalogue() {
        new TermsFolderForTests(folder)
                .with("2026-01", "2026-01-01", "One")
                .with("2026-06", "2026-06-01", "Two")
                .with("2026-07", "2026-06-20", "Three");
        return read();
    }

    private TermsCatalogue read() {
        return TermsCatalogue.of(TestConfiguration.with(Map.of("terms.folder", folder.toString())));
    }

    /** Midnight in Paris; thirty days of grace. */
    @ParameterizedTest
    @CsvSource({
        "'', 2025-12-31T22:59:59Z, nothing",
        "'', 2025-12-31T23:00:00Z, 2026-01 required 2025-12-31T23:00:00Z",
        "2026-01, 2026-05-31T21:59:59Z, nothing",
        "2026-01, 2026-05-31T22:00:00Z, 2026-06 announced 2026-06-30T22:00:00Z",
        "2026-01, 2026-06-19T22:00:00Z, 2026-07 announced 2026-06-30T22:00:00Z",
        "2026-01, 2026-06-30T21:59:59Z, 2026-07 announced 2026-06-30T22:00:00Z",
        "2026-01, 2026-06-30T22:00:00Z, 2026-07 required 2026-06-30T22:00:00Z",
        "2026-06, 2026-06-30T22:00:00Z, 2026-07 announced 2026-07-19T22:00:00Z",
        "2026-06, 2026-07-19T22:00:00Z, 2026-07 required 2026-07-19T22:00:00Z",
        "2026-07, 2027-01-01T00:00:00Z, nothing",
        "published-by-another-node, 2027-01-01T00:00:00Z, nothing"
    })
    void theCurrentVersionIsRequiredAtOnceOrAfterTheGrace(String accepted, Instant now, String due) {
        var found = catalogue().due(Optional.of(accepted).filter(version -> !version.isEmpty()), now);

        assertEquals(
                due,
                found.map(terms ->
                                terms.version() + (terms.required() ? " required " : " announced ") + terms.deadline())
                        .orElse("nothing"));
    }

    @Test
    void withoutAFolderNothingIsRequired() {
        var none = TermsCatalogue.of(TestConfiguration.with(Map.of()));

        assertEquals(Optional.empty(), none.due(Optional.empty(), Instant.parse("2027-01-01T00:00:00Z")));
    }

    @Test
    void theTermsOfTheJarHaveBothLanguagesAndTheSameSections() {
        var all = TermsCatalogue.of(TestConfiguration.with(Map.of("terms.folder", "conf/terms")));

        assertEquals("2026-12", all.versions().get(0).name());
        all.versions().forEach(version -> {
            var french = TermsHtml.of(version.text(Language.FR), "https://portal.example", 0);
            var english = TermsHtml.of(version.text(Language.EN), "https://portal.example", 0);
            assertEquals(11, french.sections().size());
            assertEquals(french.sections().size(), english.sections().size());
        });
    }

    @Test
    void aStartNamesEveryFileThatIsMissingOrNotUsable() {
        new TermsFolderForTests(folder)
                .with("2026-01", "tomorrow", "One")
                .write("terms.yaml", "\"2026-01\": tomorrow\n\"2026-02\": 2026-02-01\n\"../x\": 2026-03-01\n");

        var problems = assertThrows(ConfigurationException.class, this::read).getMessage();

        assertTrue(
                problems.contains("terms.yaml: 2026-01 has no date of effect such as 2026-12-01, but tomorrow"),
                problems);
        assertTrue(problems.contains(folder + "/2026-02/fr.md cannot be read"), problems);
        assertTrue(problems.contains(folder + "/2026-02/en.md cannot be read"), problems);
        assertTrue(problems.contains("../x is no name of a version"), problems);
    }

    @Test
    void theHashIsThatOfTheFile() {
        new TermsFolderForTests(folder).with("2026-01", "2026-01-01", "Été");

        var text = read().versions().get(0).text(Language.EN);

        assertEquals("# Terms\n\n## Purpose\n\nÉté\n", text.markdown());
        assertEquals("c1830dcb6ff85cf5d15f020c817e2f363ff7c85703b19ec14bfe09bb74625c73", text.sha256());
    }
}
