package eu.parvis.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import eu.parvis.TestConfiguration;
import eu.parvis.config.ConfigurationException;
import eu.parvis.membership.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogueTest {

    private static final Path OURS = Path.of("conf/catalogue.yaml");

    @TempDir
    private Path folder;

    private static Catalogue ours() {
        return read(OURS);
    }

    private static Catalogue read(Path file) {
        return Catalogue.of(TestConfiguration.with(Map.of("catalogue.file", file.toString())));
    }

    private static List<String> faults(Path file) {
        return assertThrows(ConfigurationException.class, () -> read(file))
                .getMessage()
                .lines()
                .toList();
    }

    private List<String> problems(String found, String replacement) {
        var file = folder.resolve("catalogue.yaml");
        try {
            var text = Files.readString(OURS);
            assertEquals(true, text.contains(found), found);
            Files.writeString(file, text.replace(found, replacement));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return faults(file).stream()
                .map(problem -> problem.replace(file + " ", ""))
                .toList();
    }

    @Test
    void aNodeReadsTheFileOnce() {
        var configuration = TestConfiguration.with(Map.of());

        assertSame(Catalogue.of(configuration), Catalogue.of(configuration));
    }

    @Test
    void theMenuIsInTheOrderOfTheFile() {
        assertEquals(
                List.of(
                        "ID_RGS_1",
                        "ID_RGS_2",
                        "ID_RGS_3",
                        "SSL",
                        "SSL_RGS",
                        "CACHET",
                        "CLIENT_SERVER",
                        "EIDUCIO_NG",
                        "CERTIFIO"),
                ours().products().stream().map(Product::code).toList());
    }

    /** CG-47: users order individual certificates, technical contacts manage those of servers. */
    @ParameterizedTest
    @CsvSource({
        "USER, ID_RGS_1, ME",
        "CERTIFICATION_AGENT, ID_RGS_2, PERSON",
        "TECHNICAL_CONTACT, SSL, SERVICE",
        "TECHNICAL_CONTACT, CACHET, SERVICE",
        "USER, SSL, ''",
        "TECHNICAL_CONTACT, ID_RGS_1, ''",
        "ADMINISTRATOR, ID_RGS_1, ''"
    })
    void theRoleDecidesWhatCanBeOrderedForWhom(Role role, String product, String holders) {
        var orderable = ours().product(product).orElseThrow().orderableFor(List.of(role));

        assertEquals(
                holders, String.join(" ", orderable.stream().map(Enum::name).toList()));
    }

    @Test
    void everybodyMayOrderCertifioAlsoWithoutAnOrganisation() {
        var certifio = ours().product("CERTIFIO").orElseThrow();

        assertEquals(List.of(HolderKind.ME), certifio.orderableFor(List.of()));
        assertEquals(false, certifio.holders().get(HolderKind.ME).needsOrganisation());
    }

    /** CA/Browser Forum SC-081. */
    @ParameterizedTest
    @CsvSource({"2026-03-14, 398", "2026-03-15, 200", "2027-03-14, 200", "2027-03-15, 100", "2029-03-15, 47"})
    void theValidityOfTlsShrinks(LocalDate day, int days) {
        assertEquals(
                OptionalInt.of(days),
                ours().product("SSL").orElseThrow().validity().on(day));
    }

    @ParameterizedTest
    @CsvSource({"2026-03-14, 398", "2026-03-15, 200", "2029-03-15, 10"})
    void aCheckOfADomainIsReusableForFewerDays(LocalDate day, int days) {
        assertEquals(
                OptionalInt.of(days),
                ours().product("SSL")
                        .orElseThrow()
                        .reuse()
                        .get(CheckedThing.DOMAIN)
                        .on(day));
    }

    @ParameterizedTest
    @CsvSource({
        "2023-08-31, clientAuth emailProtection",
        "2023-09-01, clientAuth",
        "2023-11-06, clientAuth emailProtection"
    })
    void theUsageIsThatOfTheDay(LocalDate day, String extended) {
        var usage = ours().product("ID_RGS_2").orElseThrow().usage(day).orElseThrow();

        assertEquals(extended, String.join(" ", usage.extended()));
    }

    @Test
    void allFaultsOfTheFormAreListedWithTheirPlaces() {
        var problems = problems("support: FILE", "support: CARD");

        assertEquals(
                List.of("products.ID_RGS_1.support", "products.CERTIFIO.support"),
                problems.stream()
                        .map(problem -> problem.replaceFirst(":.*", ""))
                        .toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "renewals: 1 | renewal: 1 | products.ID_RGS_1",
                "'    name: {fr: SSL, en: SSL}' | '    name: {fr: SSL}' | products.SSL.name",
                "holders: {SERVICE | holders: {ROBOT | products",
                "decisions: 2 | decisions: 3 | products.ID_RGS_3.decisions",
            })
    void aMisspeltKeyAMissingLanguageAndAnUnknownValueStopTheStart(String found, String replacement, String place) {
        var file = folder.resolve("catalogue.yaml");

        var problems = found.startsWith("holders")
                ? problems("      SERVICE: {roles: [TECHNICAL_CONTACT]", "      ROBOT: {roles: [TECHNICAL_CONTACT]")
                : problems(found, replacement);

        assertEquals(true, problems.get(0).startsWith(place), () -> file + " " + problems);
    }

    @Test
    void referencesAndDatesAreCheckedToo() {
        assertEquals(
                List.of("products.ID_RGS_1.reuse: there is no reuse.PERSONEL"),
                problems(
                        "reuse: PERSONAL\n    renewals: 1\n    price: {fr: 90",
                        "reuse: PERSONEL\n    renewals: 1\n    price: {fr: 90"));
        assertEquals(
                List.of("products.CLIENT_SERVER.holders.SERVICE.documents: there is no documents.STATUTES"),
                problems("documents: {REGISTRATION: REQUIRED}}", "documents: {STATUTES: REQUIRED}}"));
        assertEquals(
                List.of("products.ID_RGS_2.usages: 2023-09-31 is no day of the calendar"),
                problems("from: 2023-09-01", "from: 2023-09-31"));
        assertEquals(
                List.of("products.ID_RGS_2.usages: 2023-11-06 stands there twice"),
                problems("from: 2023-09-01", "from: 2023-11-06"));
    }

    @Test
    void aFileThatIsMissingOrNoMappingIsNamed() throws IOException {
        var list = Files.writeString(folder.resolve("list.yaml"), "- one\n");
        var missing = folder.resolve("none.yaml");

        assertEquals(List.of(list + " is not a YAML mapping"), faults(list));
        assertEquals(List.of(missing + " cannot be read: " + missing), faults(missing));
    }
}
