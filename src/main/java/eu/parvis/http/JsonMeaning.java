package eu.parvis.http;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.util.RawValue;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** Writes equal JSON values as equal texts: without spaces, fields in order, {@code 1.0} as {@code 1}. */
final class JsonMeaning {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private JsonMeaning() {}

    /** Returns the bytes themselves, one character for each, if they are no JSON. */
    static String of(Buffer body) {
        try {
            var node = JSON.readTree(body.getBytes());
            return node.isMissingNode() ? bytes(body) : sorted(node).toString();
        } catch (IOException | NumberFormatException e) {
            return bytes(body);
        }
    }

    private static String bytes(Buffer body) {
        return body.toString("ISO-8859-1");
    }

    private static JsonNode sorted(JsonNode node) {
        var nodes = JsonNodeFactory.instance;
        if (node.isObject()) {
            var fields = new TreeMap<String, JsonNode>();
            node.properties().forEach(field -> fields.put(field.getKey(), sorted(field.getValue())));
            return nodes.objectNode().setAll((Map<String, JsonNode>) fields);
        }
        if (node.isArray()) {
            var items = nodes.arrayNode();
            node.forEach(item -> items.add(sorted(item)));
            return items;
        }
        return node.isNumber() ? nodes.rawValueNode(number(node)) : node;
    }

    /** 1000, 1000.0 and 1e3 are one number; a huge exponent is never written out. */
    private static RawValue number(JsonNode node) {
        return new RawValue(node.decimalValue().stripTrailingZeros().toString());
    }
}
