package eu.parvis.api;

import eu.parvis.badinput.NastyValue;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Makes calls of every operation of the contract: its own examples, and examples in which something was changed. */
final class RequestGenerator {

    /**
     * One call.
     *
     * @param path with values in place of its variables
     * @param body empty if the operation has none
     */
    record Call(HttpMethod method, String path, Optional<JsonObject> body) {}

    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
    private static final Pattern ID = Pattern.compile("[0-9a-f-]{36}");

    private record Operation(HttpMethod method, String template, List<JsonObject> examples) {}

    private final Random random;
    private final List<Operation> operations;
    private final List<String> ids = new ArrayList<>();

    RequestGenerator(JsonObject contract, long seed) {
        this.random = new Random(seed);
        this.operations = contract.getJsonObject("paths").stream()
                .flatMap(path -> operations(path.getKey(), (JsonObject) path.getValue()))
                .toList();
    }

    private static Stream<Operation> operations(String template, JsonObject path) {
        return path.stream()
                .filter(entry -> METHODS.contains(entry.getKey()))
                .map(entry -> new Operation(
                        HttpMethod.valueOf(entry.getKey().toUpperCase(Locale.ROOT)), template, examples((JsonObject)
                                entry.getValue())));
    }

    private static List<JsonObject> examples(JsonObject operation) {
        var content = operation
                .getJsonObject("requestBody", new JsonObject())
                .getJsonObject("content", new JsonObject())
                .getJsonObject("application/json", new JsonObject());
        var several = content.getJsonObject("examples", new JsonObject()).stream()
                .map(example -> ((JsonObject) example.getValue()).getJsonObject("value"));
        return Stream.concat(several, Stream.ofNullable(content.getJsonObject("example")))
                .toList();
    }

    /** Later calls use the ids of this answer. */
    void learn(JsonObject answer) {
        answer.forEach(entry -> learn(entry.getValue()));
    }

    private void learn(Object value) {
        if (value instanceof JsonObject object) {
            learn(object);
        } else if (value instanceof JsonArray array) {
            array.forEach(this::learn);
        } else if (value instanceof String text && ID.matcher(text).matches()) {
            ids.add(text);
        }
    }

    Call next() {
        var operation = one(operations);
        var body = operation.examples().isEmpty()
                ? Optional.<JsonObject>empty()
                : Optional.of(changed(one(operation.examples()).copy()));
        return new Call(operation.method(), path(operation.template()), body);
    }

    private String path(String template) {
        return template.replace("{siret}", one(List.of("73282932000074", "1", "x", "81234567600017")))
                .replace("{kind}", one(List.of("IDENTITY", "MANDATE", "x")))
                .replace("{id}", id());
    }

    private String id() {
        return ids.isEmpty() || chance(4)
                ? one(List.of(new UUID(random.nextLong(), random.nextLong()).toString(), "0", "x", "%00", "%E2%80%AE"))
                : one(ids);
    }

    /** A third of the bodies stay as they are, but for their addresses, which belong to nobody yet. */
    private JsonObject changed(JsonObject body) {
        renewAddresses(body, "person" + random.nextInt(1_000_000) + "@generated.example");
        for (var changes = random.nextInt(3); changes > 0; changes--) {
            change(body);
        }
        return body;
    }

    private static void renewAddresses(JsonObject object, String address) {
        for (var name : List.copyOf(object.fieldNames())) {
            if (object.getValue(name) instanceof JsonObject child) {
                renewAddresses(child, address);
            } else if (name.startsWith("email")) {
                object.put(name, address);
            }
        }
    }

    private void change(JsonObject object) {
        var name = object.isEmpty() || chance(10) ? "added" : one(List.copyOf(object.fieldNames()));
        var value = object.getValue(name);
        if (value instanceof JsonObject child && !chance(4)) {
            change(child);
        } else if (value instanceof JsonArray array && !array.isEmpty() && !chance(4)) {
            change(array);
        } else if (chance(5)) {
            object.remove(name);
        } else {
            object.put(name, other());
        }
    }

    private void change(JsonArray array) {
        var index = random.nextInt(array.size());
        if (array.getValue(index) instanceof JsonObject child && !chance(4)) {
            change(child);
        } else if (chance(4)) {
            array.add(array.getValue(index));
        } else {
            array.set(index, other());
        }
    }

    private Object other() {
        return switch (random.nextInt(9)) {
            case 0 -> random.nextInt();
            case 1 -> random.nextDouble() * Double.MAX_VALUE;
            case 2 -> chance(2);
            case 3 -> new JsonObject();
            case 4 -> new JsonArray().add(one(List.of(NastyValue.values())).text);
            case 5 -> ids.isEmpty() ? "id" : one(ids);
            case 6 -> new JsonObject().put("a", new JsonObject().put("b", new JsonArray().add(1)));
            default -> one(List.of(NastyValue.values())).text;
        };
    }

    /** True once in {@code of} cases. */
    boolean chance(int of) {
        return random.nextInt(of) == 0;
    }

    <T> T one(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
