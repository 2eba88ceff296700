package eu.parvis.badinput;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.api.Exchange;
import eu.parvis.http.Input;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;

/** Tests calls whose body is valid except for one field: the problem names that field by its path and no other. */
public final class ApiTrial {

    private static final List<String> NO_OBJECT = List.of(
            "", "{", "[]", "null", "\"text\"", "7", "{\"a\":1,\"a\":2}", "{} {}", "{'a':1}", "[".repeat(5_000), "\0");
    private static final String SURPLUS = "surplus";

    private final Function<Buffer, Exchange> call;
    private final JsonObject right;
    private final List<FieldRule> rules;
    private final int otherwise;
    private final Function<Buffer, Optional<Refusal>> overHttp = this::overHttp;
    private Function<Buffer, Optional<Refusal>> inMemory = overHttp;
    private Set<String> behindTheReader = Set.of();

    /**
     * @param call sends a body
     * @param right a body that is taken
     * @param rules what each field does
     * @param otherwise the status of the answer to a body that is not refused
     */
    public ApiTrial(Function<Buffer, Exchange> call, JsonObject right, List<FieldRule> rules, int otherwise) {
        this.call = call;
        this.right = right;
        this.rules = rules;
        this.otherwise = otherwise;
    }

    /**
     * Two values of each field are sent over HTTP; the reader decides on the others, on wrong types and on what is around
     * the fields.
     *
     * @param reader reads all fields as the route does, and fails as it does
     * @param behindTheReader fields of which more than the reader decides; all their values are sent over HTTP
     */
    public ApiTrial readBy(Consumer<Input> reader, String... behindTheReader) {
        this.inMemory = body -> Refusal.inMemory(() -> Input.json(body), reader);
        this.behindTheReader = Set.of(behindTheReader);
        return this;
    }

    private Optional<Refusal> overHttp(Buffer body) {
        var answer = call.apply(body);
        if (answer.status() == 400) {
            return Optional.of(Refusal.of(answer));
        }
        assertEquals(otherwise, answer.status(), answer::toString);
        return Optional.empty();
    }

    public Stream<DynamicContainer> tests() {
        return Stream.concat(IntStream.range(0, rules.size()).mapToObj(this::field), Stream.of(body()));
    }

    private DynamicContainer field(int turn) {
        var rule = rules.get(turn);
        var tests = new ArrayList<DynamicTest>();
        for (var value : NastyValue.values()) {
            var sent =
                    behindTheReader.contains(rule.path()) || rule.overHttp(turn).contains(value);
            tests.add(test(
                    FormTrial.title(rule, value) + (sent ? " over HTTP" : ""),
                    () -> attempt(sent ? overHttp : inMemory, rule, value)));
        }
        wrongTypes(rule)
                .forEach((name, value) -> tests.add(test(
                        name + " is of the wrong type",
                        () -> assertRefused(inMemory, rule.path(), with(right, rule.path(), value)))));
        tests.add(test("left out", () -> assertLeftOut(rule)));
        tests.add(test("null", () -> assertNull(rule)));
        return DynamicContainer.dynamicContainer(rule.path(), tests);
    }

    private void attempt(Function<Buffer, Optional<Refusal>> door, FieldRule rule, NastyValue value) {
        var body = with(right, rule.path(), isList(rule) ? new JsonArray().add(value.text) : value.text);
        rule.twin().ifPresent(twin -> at(body, twin).put(last(twin), value.text));
        assertOutcome(
                door, rule.refused().contains(value), value.isBlank() ? withTwin(rule) : Set.of(rule.path()), body);
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
        assertOutcome(doorOf(rule), !rule.optional(), withTwin(rule), body);
    }

    /** A null counts as a missing field. */
    private void assertNull(FieldRule rule) {
        var body = with(right, rule.path(), null);
        rule.twin().ifPresent(twin -> at(body, twin).putNull(last(twin)));
        assertOutcome(doorOf(rule), !rule.optional(), withTwin(rule), body);
    }

    /** The wrong fields where there is no value for a field and its confirmation. */
    private static Set<String> withTwin(FieldRule rule) {
        return Stream.concat(Stream.of(rule.path()), rule.twin().stream()).collect(Collectors.toSet());
    }

    private Function<Buffer, Optional<Refusal>> doorOf(FieldRule rule) {
        return behindTheReader.contains(rule.path()) ? overHttp : inMemory;
    }

    private boolean isList(FieldRule rule) {
        return at(right, rule.path()).getValue(last(rule.path())) instanceof JsonArray;
    }

    // --- Around the fields --------------------------------------------------------------------------------------

    private DynamicContainer body() {
        var tests = new ArrayList<DynamicTest>();
        for (var text : NO_OBJECT) {
            var name = "no object: "
                    + text.strip().substring(0, Math.min(9, text.strip().length()));
            tests.add(test(name, () -> assertMalformed(inMemory, text)));
        }
        tests.add(test("no object, over HTTP", () -> assertMalformed(overHttp, NO_OBJECT.get(0))));
        tests.add(test("unknown, over HTTP", () -> assertRefused(overHttp, SURPLUS, with(right, SURPLUS, "text"))));
        rules.stream()
                .filter(rule -> !rule.optional())
                .forEach(rule -> tests.add(test(rule.path() + " left out beside an unknown one", () -> {
                    var body = with(right, SURPLUS, "text");
                    at(body, rule.path()).remove(last(rule.path()));
                    var wrong = refusal(inMemory, body).paths();
                    assertTrue(wrong.containsAll(Set.of(rule.path(), SURPLUS)), wrong::toString);
                })));
        objects().forEach(object -> {
            tests.add(test("unknown in " + named(object), () -> {
                var path = object + SURPLUS;
                assertRefused(inMemory, path, with(right, path, "text"));
            }));
            tests.add(test("unknown, with an endless name, in " + named(object), () -> {
                var wrong = refusal(inMemory, with(right, object + "x".repeat(10_000), "text"))
                        .paths();
                assertTrue(wrong.iterator().next().startsWith(object + "xxx"), wrong::toString);
            }));
            if (!object.isEmpty()) {
                var path = object.substring(0, object.length() - 1);
                tests.add(test(path + " is no object", () -> {
                    var refusal = refusal(inMemory, with(right, path, "text"));
                    assertEquals("error.type.object", refusal.fields().get(path), refusal::toString);
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

    private static void assertOutcome(
            Function<Buffer, Optional<Refusal>> door, boolean refused, Set<String> paths, JsonObject body) {
        if (refused) {
            assertRefused(door, paths, body);
        } else {
            assertEquals(Optional.empty(), door.apply(body.toBuffer()), body::encode);
        }
    }

    private static void assertRefused(Function<Buffer, Optional<Refusal>> door, String path, JsonObject body) {
        assertRefused(door, Set.of(path), body);
    }

    private static void assertRefused(Function<Buffer, Optional<Refusal>> door, Set<String> paths, JsonObject body) {
        var refusal = refusal(door, body);
        assertEquals(paths, refusal.paths(), refusal::toString);
    }

    private static void assertMalformed(Function<Buffer, Optional<Refusal>> door, String body) {
        assertEquals(
                "problem.malformed",
                door.apply(Buffer.buffer(body)).map(Refusal::code).orElse("taken"));
    }

    private static Refusal refusal(Function<Buffer, Optional<Refusal>> door, JsonObject body) {
        return door.apply(body.toBuffer()).orElseThrow(() -> new AssertionError("taken: " + body));
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
