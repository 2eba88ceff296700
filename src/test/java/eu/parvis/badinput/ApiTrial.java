package eu.parvis.badinput;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.api.Exchange;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;

/**
 * Tests calls whose body is valid except for one field. The problem must name that field by its path and no other
 * field.
 *
 * @param call sends a body
 * @param right a valid body
 * @param rules the rule of each field
 * @param otherwise the status of the answer to a valid body
 */
public record ApiTrial(Function<Buffer, Exchange> call, JsonObject right, List<FieldRule> rules, int otherwise) {

    private static final List<String> NO_OBJECT = List.of(
            "", "{", "[]", "null", "\"text\"", "7", "{\"a\":1,\"a\":2}", "{} {}", "{'a':1}", "[".repeat(5_000), "\0");
    private static final String SURPLUS = "surplus";

    public Stream<DynamicContainer> tests() {
        return Stream.concat(rules.stream().map(this::field), Stream.of(body()));
    }

    private DynamicContainer field(FieldRule rule) {
        var tests = new ArrayList<DynamicTest>();
        for (var value : NastyValue.values()) {
            tests.add(test(FormTrial.title(rule, value), () -> attempt(rule, value)));
        }
        wrongTypes(rule)
                .forEach((name, value) -> tests.add(test(
                        name + " is of the wrong type",
                        () -> assertRefused(rule.path(), with(right, rule.path(), value)))));
        tests.add(test("left out", () -> assertLeftOut(rule)));
        tests.add(test("null", () -> assertNull(rule)));
        return DynamicContainer.dynamicContainer(rule.path(), tests);
    }

    private void attempt(FieldRule rule, NastyValue value) {
        var body = with(right, rule.path(), isList(rule) ? new JsonArray().add(value.text) : value.text);
        rule.twin().ifPresent(twin -> at(body, twin).put(last(twin), value.text));
        assertOutcome(rule.refused().contains(value), rule.path(), body);
    }

    private Map<String, Object> wrongTypes(FieldRule rule) {
        var types =
                new TreeMap<String, Object>(Map.of("a number", 7, "a boolean", true, "an object", new JsonObject()));
        types.put(isList(rule) ? "a text" : "a list", isList(rule) ? "text" : new JsonArray());
        return types;
    }

    private void assertLeftOut(FieldRule rule) {
        var body = right.copy();
        at(body, rule.path()).remove(last(rule.path()));
        rule.twin().ifPresent(twin -> at(body, twin).remove(last(twin)));
        assertOutcome(!rule.optional(), rule.path(), body);
    }

    /** A null counts as a missing field, but is invalid for a list. */
    private void assertNull(FieldRule rule) {
        var body = with(right, rule.path(), null);
        rule.twin().ifPresent(twin -> at(body, twin).putNull(last(twin)));
        assertOutcome(!rule.optional() || isList(rule), rule.path(), body);
    }

    private boolean isList(FieldRule rule) {
        return at(right, rule.path()).getValue(last(rule.path())) instanceof JsonArray;
    }

    // --- Around the fields --------------------------------------------------------------------------------------

    private DynamicContainer body() {
        var tests = new ArrayList<DynamicTest>();
        for (var text : NO_OBJECT) {
            tests.add(test(
                    "no object: "
                            + text.strip().substring(0, Math.min(9, text.strip().length())),
                    () -> {
                        var refused = call.apply(Buffer.buffer(text));
                        assertEquals(400, refused.status(), refused::toString);
                        assertEquals("problem.malformed", refused.code());
                    }));
        }
        objects().forEach(object -> {
            tests.add(test("unknown in " + named(object), () -> {
                var path = object + SURPLUS;
                assertRefused(path, with(right, path, "text"));
            }));
            tests.add(test("unknown, with an endless name, in " + named(object), () -> {
                var body = with(right, object + "x".repeat(10_000), "text");
                var refused = call.apply(body.toBuffer());
                assertEquals(400, refused.status());
                assertTrue(refused.wrongFields().get(0).startsWith(object + "xxx"), refused::toString);
            }));
            if (!object.isEmpty()) {
                var path = object.substring(0, object.length() - 1);
                tests.add(test(path + " is no object", () -> {
                    var refused = call.apply(with(right, path, "text").toBuffer());
                    assertEquals(400, refused.status(), refused::toString);
                    assertEquals("error.type.object", refused.codeAt(path), refused::toString);
                }));
            }
        });
        return DynamicContainer.dynamicContainer("the body", tests);
    }

    /** The paths of the objects that contain the fields, directly or not: empty, or with a dot at the end. */
    private Stream<String> objects() {
        return rules.stream()
                .map(FieldRule::path)
                .flatMap(ApiTrial::around)
                .filter(object -> holder(right, object + SURPLUS) instanceof JsonObject)
                .collect(Collectors.toCollection(java.util.TreeSet::new))
                .stream();
    }

    /** The paths of all objects and lists that contain this path. */
    private static Stream<String> around(String path) {
        return IntStream.rangeClosed(0, path.lastIndexOf('.') + 1)
                .filter(end -> end == 0 || path.charAt(end - 1) == '.')
                .mapToObj(end -> path.substring(0, end));
    }

    private static String named(String object) {
        return object.isEmpty() ? "the body" : object.substring(0, object.length() - 1);
    }

    private static DynamicTest test(String name, org.junit.jupiter.api.function.Executable executable) {
        return DynamicTest.dynamicTest(name, executable);
    }

    // --- Outcomes -----------------------------------------------------------------------------------------------

    private void assertOutcome(boolean refused, String path, JsonObject body) {
        if (refused) {
            assertRefused(path, body);
        } else {
            var taken = call.apply(body.toBuffer());
            assertEquals(otherwise, taken.status(), taken::toString);
        }
    }

    private void assertRefused(String path, JsonObject body) {
        var refused = call.apply(body.toBuffer());
        assertEquals(400, refused.status(), refused::toString);
        assertEquals(List.of(path), refused.wrongFields().stream().distinct().toList(), refused::toString);
    }

    // --- Bodies -------------------------------------------------------------------------------------------------

    private static JsonObject with(JsonObject original, String path, Object value) {
        var body = original.copy();
        if (holder(body, path) instanceof JsonArray rows) {
            rows.set(Integer.parseInt(last(path)), value);
        } else {
            at(body, path).put(last(path), value);
        }
        return body;
    }

    /** The object that contains the field of this path. */
    private static JsonObject at(JsonObject body, String path) {
        return (JsonObject) holder(body, path);
    }

    /** The object that contains a field, or the list that contains a row. */
    private static Object holder(JsonObject body, String path) {
        Object node = body;
        var names = path.split("\\.", -1);
        for (var name : List.of(names).subList(0, names.length - 1)) {
            node = node instanceof JsonArray list
                    ? list.getValue(Integer.parseInt(name))
                    : ((JsonObject) node).getValue(name);
        }
        return node;
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }
}
