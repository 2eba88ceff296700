package eu.parvis.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import eu.parvis.Await;
import eu.parvis.TestPortal;
import eu.parvis.api.ContractCheck;
import eu.parvis.values.Language;
import eu.parvis.words.Words;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class ApiReferenceTest {

    private static final Pattern STATED = Pattern.compile("(?:Failure\\.of\\([\\w.]+,|rateLimited\\()\\s*\"([^\"]+)\"");

    /** A form from a foreign site; drafts of registrations; a link in a mail. */
    private static final Set<String> ON_PAGES_ONLY = Set.of(
            "document.interrupted",
            "me.email.over",
            "me.email.taken",
            "problem.foreign",
            "problem.sessionEnded",
            "registration.draft.expired",
            "registration.submitted",
            "registration.tooMany",
            "request.gone",
            "join.passedOn");

    private TestPortal portal;
    private String address;
    private WebClient web;

    @BeforeEach
    void open(Vertx vertx) {
        portal = new TestPortal(vertx);
        address = portal.serve(new ApiReference(portal.site())).toString();
        web = WebClient.create(vertx);
    }

    @Test
    void theContractNamesThePortalItIsServedBy() {
        var contract = get("/api/v1/openapi.yaml", "en");

        assertEquals(200, contract.statusCode());
        assertEquals("application/yaml; charset=utf-8", contract.getHeader("Content-Type"));
        assertTrue(contract.bodyAsString().contains("url: https://portal.fidelys-confiance.example/api/v1"));
        assertFalse(contract.bodyAsString().contains("portal.example"));
    }

    @Test
    void theContractIsServedAsJsonToo() throws IOException {
        var yaml = new YAMLMapper().readTree(get("/api/v1/openapi.yaml", "en").bodyAsString());
        var contract = get("/api/v1/openapi.json", "en");

        assertEquals(200, contract.statusCode());
        assertEquals("application/json", contract.getHeader("Content-Type"));
        assertEquals(yaml, new ObjectMapper().readTree(contract.bodyAsString()));
    }

    @Test
    void theReferenceLoadsItsViewerAndNothingFromElsewhere() {
        var page = get("/api", "en").bodyAsString();

        assertTrue(page.contains("data-contract=\"/api/v1/openapi.yaml\""));
        assertEquals(200, get(linkTo("swagger-ui-bundle.js", page), "en").statusCode());
        assertEquals(200, get(linkTo("swagger-ui.css", page), "en").statusCode());
        assertFalse(page.contains("<script src=\"http"));
    }

    @Test
    void everyCodeOfTheContractHasItsPlaceOnThePageOfCodesInBothLanguages() {
        for (var language : Language.values()) {
            var page = get("/api/problems", language.code()).bodyAsString();

            for (var code : ContractCheck.problemCodes()) {
                assertTrue(page.contains("id=\"" + code + "\""), code);
            }
            assertTrue(page.contains(Words.of(Language.FR).text("problem.forbidden")));
            assertTrue(page.contains(Words.of(Language.EN).text("problem.forbidden")));
            assertTrue(page.contains("id=\"error.siret.checksum\""));
        }
    }

    @Test
    void everyCodeIsExplainedByItsStatusItsCauseAndWhatToDo() {
        assertEquals(ContractCheck.problemCodes(), ContractCheck.statuses().fieldNames());
        for (var language : Language.values()) {
            var words = Words.of(language);
            var page = get("/api/problems", language.code()).bodyAsString();

            for (var code : ContractCheck.problemCodes()) {
                var begin = page.indexOf("<section id=\"" + code + "\"");
                var section = page.substring(begin, page.indexOf("</section>", begin));
                assertTrue(section.contains("<dd>" + ContractCheck.statuses().getInteger(code) + "</dd>"), section);
                assertTrue(section.contains("<dd>" + words.text("help.problem.cause." + code)), section);
                assertTrue(section.contains("<dd>" + words.text("help.problem.remedy." + code)), section);
            }
        }
    }

    @Test
    void thePageOfChangesKnowsTheVersionOfTheContract() {
        var version = ContractCheck.document().getJsonObject("info").getString("version");

        for (var language : Language.values()) {
            assertTrue(get("/api/changes", language.code()).bodyAsString().contains("Version " + version), version);
            assertTrue(get("/api", language.code()).bodyAsString().contains("href=\"/api/changes\""));
        }
        assertTrue(version.matches("1\\.\\d+\\.\\d+"), version);
    }

    @Test
    void theCodesAreThoseThatTheContractLists() {
        assertEquals(new TreeSet<>(ContractCheck.problemCodes()), new TreeSet<>(ApiReference.codes()));
    }

    @Test
    void everyProblemThatAProgramCanMeetIsInTheContract() throws IOException {
        var stated = sources()
                .flatMap(source -> STATED.matcher(source).results())
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        stated.removeAll(ON_PAGES_ONLY);
        stated.removeAll(ContractCheck.problemCodes());

        assertEquals(Set.of(), stated);
    }

    @Test
    void theContractListsNoProblemThatNobodyMeets() throws IOException {
        var sources = sources().collect(Collectors.joining());

        var idle = ContractCheck.problemCodes().stream()
                .filter(code -> !sources.contains('"' + code + '"'))
                .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(Set.of(), idle);
    }

    private static Stream<String> sources() throws IOException {
        try (var files = Files.walk(Path.of("src/main/java"))) {
            return files
                    .filter(file -> file.toString().endsWith(".java"))
                    .map(ApiReferenceTest::content)
                    .toList()
                    .stream();
        }
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpResponse<Buffer> get(String path, String language) {
        return Await.done(web.getAbs(address + path)
                .putHeader("Accept-Language", language)
                .send());
    }

    private static String linkTo(String file, String page) {
        var end = page.indexOf(file) + file.length();
        return page.substring(page.lastIndexOf('"', end - 1) + 1, end);
    }
}
