package eu.parvis.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import eu.parvis.bus.Json;
import eu.parvis.catalogue.Product.Approval;
import eu.parvis.catalogue.Product.DocumentRule;
import eu.parvis.catalogue.Product.HolderRule;
import eu.parvis.config.ConfigurationException;
import eu.parvis.membership.Role;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Reads the catalogue: first its form by the schema, then what a schema cannot express. Where the default file does not
 * exist, the copy in the jar is read.
 */
final class CatalogueFile {

    private static final String DEFAULT = "conf/catalogue.yaml";
    private static final String SCHEMA = "catalogue.schema.json";

    private final String file;
    private final ObjectNode root;
    private final List<String> problems = new ArrayList<>();

    private CatalogueFile(String file, ObjectNode root) {
        this.file = file;
        this.root = root;
    }

    static Catalogue read(String file) {
        var reader = new CatalogueFile(file, tree(file));
        reader.checkForm();
        reader.throwIfAny();
        reader.checkReferences();
        reader.throwIfAny();
        return reader.catalogue();
    }

    private static ObjectNode tree(String file) {
        try (var bytes = open(file)) {
            if (new YAMLMapper().readTree(bytes) instanceof ObjectNode object) {
                return object;
            }
            throw new ConfigurationException(List.of(file + " is not a YAML mapping"));
        } catch (IOException e) {
            throw new ConfigurationException(List.of(file + " cannot be read: " + e.getMessage()));
        }
    }

    private static InputStream open(String file) throws IOException {
        var path = Path.of(file);
        return file.equals(DEFAULT) && !Files.exists(path) ? resource("/" + file) : Files.newInputStream(path);
    }

    private static InputStream resource(String name) throws IOException {
        var resource = CatalogueFile.class.getResourceAsStream(name);
        if (resource == null) {
            throw new IOException(name + " is not on the class path");
        }
        return resource;
    }

    private void throwIfAny() {
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
    }

    // --- Form ---------------------------------------------------------------------------------------------------

    private void checkForm() {
        var options = new JsonSchemaOptions()
                .setDraft(Draft.DRAFT202012)
                .setBaseUri("https://parvis.example")
                .setOutputFormat(OutputFormat.Basic);
        var result = Validator.create(JsonSchema.of(schema()), options).validate(new JsonObject(root.toString()));
        if (!result.getValid()) {
            leaves(result.getErrors())
                    .map(error -> place(error) + ": " + error.getError())
                    .distinct()
                    .forEach(problems::add);
        }
    }

    private static JsonObject schema() {
        try (var bytes = resource(SCHEMA)) {
            return new JsonObject(new String(bytes.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Without the errors that only repeat another one: those of the objects and keywords around it, and "additional
     * property", which the library reports also for a known property with a wrong value.
     */
    private static Stream<OutputUnit> leaves(List<OutputUnit> errors) {
        return errors.stream().filter(error -> errors.stream().noneMatch(other -> explains(other, error)));
    }

    private static boolean explains(OutputUnit inner, OutputUnit outer) {
        var place = outer.getInstanceLocation();
        var keyword = outer.getKeywordLocation();
        if (!inner.getInstanceLocation().equals(place)) {
            return inner.getInstanceLocation().startsWith(place + "/");
        }
        return inner.getKeywordLocation().startsWith(keyword + "/")
                || (isAdditional(keyword) && !isAdditional(inner.getKeywordLocation()));
    }

    private static boolean isAdditional(String keyword) {
        return keyword.endsWith("/additionalProperties");
    }

    private String place(OutputUnit error) {
        return file + " " + error.getInstanceLocation().replaceFirst("^#/?", "").replace('/', '.');
    }

    // --- References and dates -----------------------------------------------------------------------------------

    private void checkReferences() {
        for (var product : root.path("products").properties()) {
            checkProduct("products." + product.getKey(), product.getValue());
        }
        for (var policy : root.path("reuse").properties()) {
            for (var thing : policy.getValue().properties()) {
                checkDates("reuse." + policy.getKey() + "." + thing.getKey(), thing.getValue());
            }
        }
    }

    private void checkProduct(String place, JsonNode product) {
        var reuse = product.path("reuse").asText();
        if (!root.path("reuse").has(reuse)) {
            fault(place + ".reuse", "there is no reuse." + reuse);
        }
        for (var holder : product.path("holders").properties()) {
            for (var document : holder.getValue().path("documents").properties()) {
                checkDocument(place, holder.getKey(), document.getKey());
            }
        }
        checkDates(place + ".validity", product.path("validity"));
        checkDates(place + ".usages", product.path("usages"));
    }

    private void checkDocument(String place, String holder, String kind) {
        if (!root.path("documents").has(kind)) {
            fault(place + ".holders." + holder + ".documents", "there is no documents." + kind);
        }
    }

    private void checkDates(String place, JsonNode steps) {
        var days = new ArrayList<String>();
        for (var step : steps) {
            var day = step.path("from").asText();
            if (!isDate(day)) {
                fault(place, day + " is no day of the calendar");
            } else if (days.contains(day)) {
                fault(place, day + " stands there twice");
            }
            days.add(day);
        }
    }

    private static boolean isDate(String day) {
        try {
            return LocalDate.parse(day) != null;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private void fault(String place, String fault) {
        problems.add(file + " " + place + ": " + fault);
    }

    // --- Content ------------------------------------------------------------------------------------------------

    private Catalogue catalogue() {
        return new Catalogue(
                each(root.path("products"), this::product),
                each(root.path("documents"), CatalogueFile::kind),
                each(root.path("documentRefusals"), CatalogueFile::reason),
                each(root.path("requestRefusals"), CatalogueFile::reason));
    }

    private static DocumentKind kind(String code, JsonNode node) {
        return new DocumentKind(code, localised(node.path("name")), localised(node.path("hint")));
    }

    private static Reason reason(String code, JsonNode node) {
        return new Reason(code, localised(node));
    }

    private Product product(String code, JsonNode node) {
        return new Product(
                code,
                localised(node.path("name")),
                localised(node.path("summary")),
                Support.valueOf(node.path("support").asText()),
                map(node.path("holders"), HolderKind.class, this::holder),
                list(node.path("months"), JsonNode::asInt),
                days(node.path("validity")),
                list(node.path("usages"), CatalogueFile::usage),
                node.path("faceToFace").asBoolean(),
                node.path("decisions").asInt(1),
                list(node.path("approvals"), CatalogueFile::approval),
                map(root.path("reuse").path(node.path("reuse").asText()), CheckedThing.class, CatalogueFile::days),
                node.path("renewals").asInt(),
                Optional.of(node.path("price")).filter(JsonNode::isObject).map(CatalogueFile::localised));
    }

    private HolderRule holder(JsonNode node) {
        return new HolderRule(
                list(node.path("roles"), role -> Role.valueOf(role.asText())),
                each(
                        node.path("documents"),
                        (code, need) -> new DocumentRule(
                                kind(code, root.path("documents").path(code)),
                                need.asText().equals("REQUIRED"))));
    }

    private static Approval approval(JsonNode node) {
        return new Approval(
                Role.valueOf(node.path("role").asText()), node.path("number").asInt());
    }

    private static Usage usage(JsonNode node) {
        return new Usage(
                LocalDate.parse(node.path("from").asText()),
                list(node.path("key"), JsonNode::asText),
                list(node.path("extended"), JsonNode::asText));
    }

    private static DatedDays days(JsonNode node) {
        return new DatedDays(list(
                node,
                step -> new DatedDays.Step(
                        LocalDate.parse(step.path("from").asText()),
                        step.path("days").asInt())));
    }

    private static Localised localised(JsonNode node) {
        return Json.mapper().convertValue(node, Localised.class);
    }

    private static <T> List<T> list(JsonNode array, Function<JsonNode, T> read) {
        return StreamSupport.stream(array.spliterator(), false).map(read).toList();
    }

    private static <T> List<T> each(JsonNode object, BiFunction<String, JsonNode, T> read) {
        var all = new ArrayList<T>();
        object.properties().forEach(entry -> all.add(read.apply(entry.getKey(), entry.getValue())));
        return all;
    }

    private static <K extends Enum<K>, T> Map<K, T> map(JsonNode object, Class<K> keys, Function<JsonNode, T> read) {
        var all = new EnumMap<K, T>(keys);
        object.properties().forEach(entry -> all.put(Enum.valueOf(keys, entry.getKey()), read.apply(entry.getValue())));
        return all;
    }
}
