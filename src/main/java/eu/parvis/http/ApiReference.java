package eu.parvis.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import eu.parvis.values.Language;
import eu.parvis.words.Words;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * The contract of the API, and its pages: the reference at {@code /api}, its changes at {@code /api/changes}, and all
 * problem codes at {@code /api/problems}, the address in the {@code type} of each problem.
 */
public final class ApiReference implements Routes {

    private static final String CONTRACT = text("openapi.yaml");

    /** The address in the contract, which the real one replaces. */
    private static final String SOMEWHERE = "https://portal.example";

    private static final String PROBLEM_CODE = "/components/schemas/ProblemCode/";
    private static final Pattern ARGUMENT = Pattern.compile("\\{\\d[^}]*}");

    /**
     * The page that shows the contract.
     *
     * @param viewer folder of Swagger UI
     */
    @Template("help/api.html")
    private record ReferencePage(String viewer) implements PageModel {}

    /** The codes of problems, and the codes of errors in fields. */
    @Template("help/problems.html")
    private record ProblemsPage(List<Problem> calls, List<Code> fields) implements PageModel {}

    /** What changed in which version, and what may change. */
    @Template("help/changes.html")
    private record ChangesPage(String version) implements PageModel {}

    /** The code of a problem, with its HTTP status and its explanation in the language of the page. */
    record Problem(Code code, int status, String cause, String remedy) {}

    /** A code, the same in every language, with its sentences. */
    record Code(String code, String french, String english) {}

    /** The contract in one format. */
    private record Contract(String type, Buffer plain, Buffer compressed) {

        static Contract of(String type, String text, String address) {
            var plain = Buffer.buffer(text.replace(SOMEWHERE, address));
            return new Contract(type, plain, StaticFiles.Compression.gzip(plain.getBytes()));
        }
    }

    private final PublicPages pages;
    private final String address;

    private Contract yaml;
    private Contract json;

    public ApiReference(Site site) {
        this.pages = site.publicPages();
        this.address = site.configuration().http().origin();
    }

    @Override
    public void pages(Router router) {
        var viewer = "/webjars/swagger-ui/" + viewerVersion() + "/";
        pages.add(router, "/api", language -> new ReferencePage(viewer));
        pages.add(router, "/api/problems", language -> new ProblemsPage(ofCalls(Words.of(language)), ofFields()));
        pages.add(router, "/api/changes", language -> new ChangesPage(version()));
    }

    @Override
    public void api(Router router) {
        router.get("/openapi.yaml").handler(this::yaml);
        router.get("/openapi.json").handler(this::json);
    }

    private void yaml(RoutingContext rc) {
        if (yaml == null) {
            yaml = Contract.of("application/yaml; charset=utf-8", CONTRACT, address);
        }
        send(rc, yaml);
    }

    private void json(RoutingContext rc) {
        if (json == null) {
            json = Contract.of("application/json", Parsed.CONTRACT.toString(), address);
        }
        send(rc, json);
    }

    private static void send(RoutingContext rc, Contract contract) {
        var gzip = StaticFiles.Compression.accepted(rc.request());
        var response = rc.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, contract.type)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
                .putHeader(HttpHeaders.VARY, "Accept-Encoding");
        if (gzip) {
            response.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
        }
        response.end(gzip ? contract.compressed : contract.plain)
                .onFailure(cause -> rc.request().connection().close());
    }

    @Override
    public void warmUp() {
        codes();
    }

    /** The codes that the contract lists. */
    static List<String> codes() {
        return Parsed.CODES;
    }

    /** The version of the contract. */
    private static String version() {
        return Parsed.CONTRACT.at("/info/version").asText();
    }

    /** Read once, because parsing the contract takes longer than an event loop may be blocked. */
    private static final class Parsed {

        static final JsonNode CONTRACT = read();
        static final List<String> CODES = StreamSupport.stream(
                        CONTRACT.at(PROBLEM_CODE + "x-extensible-enum").spliterator(), false)
                .map(JsonNode::asText)
                .toList();

        static int status(String code) {
            return CONTRACT.at(PROBLEM_CODE + "x-status").path(code).asInt();
        }

        private static JsonNode read() {
            try {
                return new YAMLMapper().readTree(ApiReference.CONTRACT);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static List<Problem> ofCalls(Words words) {
        return codes().stream()
                .map(code -> new Problem(
                        row(code),
                        Parsed.status(code),
                        words.text("help.problem.cause." + code),
                        words.text("help.problem.remedy." + code)))
                .toList();
    }

    private static List<Code> ofFields() {
        return Words.of(Language.EN).ids().stream()
                .filter(id -> id.startsWith("error."))
                .sorted()
                .map(ApiReference::row)
                .toList();
    }

    private static Code row(String id) {
        return new Code(id, sentence(Language.FR, id), sentence(Language.EN, id));
    }

    /** The arguments of the sentence are shown as an ellipsis. */
    private static String sentence(Language language, String id) {
        return ARGUMENT.matcher(Words.of(language).text(id)).replaceAll("…");
    }

    /** Read from the WebJar, so that the version stands in the pom only. */
    private static String viewerVersion() {
        try {
            var properties = new Properties();
            properties.load(new StringReader(text("META-INF/maven/org.webjars/swagger-ui/pom.properties")));
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(String resource) {
        try (var stream = ApiReference.class.getClassLoader().getResourceAsStream(resource)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
