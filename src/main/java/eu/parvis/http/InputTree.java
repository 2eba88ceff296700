package eu.parvis.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.parvis.bus.Failure;
import eu.parvis.bus.Malformed;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Parses a form and a JSON body into trees of the same shape: {@code organisation.siret} is a path in both. */
final class InputTree {

    private static final ObjectMapper STRICT = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(16)
                            .maxNumberLength(40)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private InputTree() {}

    static ObjectNode empty() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ObjectNode ofForm(MultiMap fields) {
        var tree = empty();
        fields.names().forEach(name -> place(tree, name.split("\\.", -1), fields.getAll(name)));
        return tree;
    }

    static ObjectNode ofJson(Buffer body) {
        try {
            var node = STRICT.readTree(body == null ? new byte[0] : body.getBytes());
            if (node instanceof ObjectNode object) {
                return object;
            }
            throw malformed(JsonLocation.NA);
        } catch (JsonProcessingException e) {
            throw malformed(e.getLocation());
        } catch (IOException e) {
            throw malformed(JsonLocation.NA);
        }
    }

    /** Empty for everything but a whole number, also where it is written as {@code 12.0}. */
    static Optional<Integer> number(JsonNode node) {
        return node.isNumber() && node.canConvertToInt() && node.canConvertToExactIntegral()
                ? Optional.of(node.intValue())
                : Optional.empty();
    }

    static int number(String digits) {
        if (!digits.strip().matches("[0-9]{1,9}")) {
            throw new Malformed("error.type.number");
        }
        return Integer.parseInt(digits.strip());
    }

    static String path(String parent, String name) {
        return parent.isEmpty() ? name : parent + "." + name;
    }

    /** JSON has arrays; a form has fields with an index, which are objects of this tree. */
    static boolean isList(JsonNode node, boolean json) {
        return node.isArray() || (node.isObject() && !json);
    }

    /** The rows of a list by their indices, in order. */
    static Map<Integer, JsonNode> rows(JsonNode list) {
        if (!list.isArray()) {
            return byIndex(list);
        }
        var rows = new TreeMap<Integer, JsonNode>();
        list.forEach(row -> rows.put(rows.size(), row));
        return rows;
    }

    private static Map<Integer, JsonNode> byIndex(JsonNode indexed) {
        var rows = new TreeMap<Integer, JsonNode>();
        indexed.properties().forEach(entry -> {
            if (entry.getKey().matches("\\d{1,3}") && entry.getValue().isObject()) {
                rows.put(Integer.valueOf(entry.getKey()), entry.getValue());
            }
        });
        return rows;
    }

    private static void place(ObjectNode tree, String[] names, List<String> values) {
        var parent = tree;
        for (var i = 0; i < Math.min(names.length - 1, 4); i++) {
            parent = parent.get(names[i]) instanceof ObjectNode child ? child : parent.putObject(names[i]);
        }
        var last = names.length == 0 ? "" : names[names.length - 1];
        if (values.size() == 1) {
            parent.put(last, values.get(0));
        } else {
            values.forEach(parent.putArray(last)::add);
        }
    }

    /** Without a location the error is at the beginning: the body is not an object. */
    private static Failure malformed(JsonLocation where) {
        var known = where != null && where.getLineNr() > 0;
        return Failure.of(
                Failure.Kind.INVALID,
                "problem.malformed",
                String.valueOf(known ? where.getLineNr() : 1),
                String.valueOf(known ? where.getColumnNr() : 1));
    }
}
