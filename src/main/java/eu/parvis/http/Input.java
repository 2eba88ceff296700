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
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.parvis.bus.Failure;
import eu.parvis.bus.FieldError;
import eu.parvis.bus.Malformed;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What a visitor typed or a program sent, as one tree: the form field {@code organisation.siret} and the JSON member of
 * that path are the same to whoever reads it. Every field is read before any is refused; {@link #end()} then fails with
 * all that is wrong. What is read before {@code end()} has passed may be null.
 */
public final class Input {

    private static final ObjectMapper STRICT = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(16)
                            .maxNumberLength(40)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final int MOST_ROWS = 200;
    private static final int MOST_UNKNOWN = 20;
    private static final String MISSING = "error.required";
    private static final String UNKNOWN = "error.unknown";

    /** Of a name that somebody made up, enough to recognise it. */
    private static final int MOST_OF_A_NAME = 80;

    private final JsonNode node;
    private final String path;
    private final boolean strict;
    private final List<FieldError> errors;
    private final Set<String> read = new HashSet<>();
    private final List<Input> children = new ArrayList<>();

    private Input(JsonNode node, String path, boolean strict, List<FieldError> errors) {
        this.node = node;
        this.path = path;
        this.strict = strict;
        this.errors = errors;
    }

    /** From the form or the JSON body of the request, whichever its entrance takes. */
    public static Input of(RoutingContext rc) {
        return Visit.of(rc).api() ? json(rc.body().buffer()) : form(rc.request().formAttributes());
    }

    /** The fields of a submitted form. Fields that nobody reads, such as the button's, are no fault. */
    public static Input form(MultiMap fields) {
        var tree = JsonNodeFactory.instance.objectNode();
        fields.names().forEach(name -> place(tree, name.split("\\.", -1), fields.getAll(name)));
        return new Input(tree, "", false, new ArrayList<>());
    }

    /** A JSON object. Members that nobody reads are refused, so that a misspelt one is not silently lost. */
    public static Input json(Buffer body) {
        try {
            var node = STRICT.readTree(body == null ? new byte[0] : body.getBytes());
            if (node instanceof ObjectNode object) {
                return new Input(object, "", true, new ArrayList<>());
            }
            throw malformed(JsonLocation.NA);
        } catch (JsonProcessingException e) {
            throw malformed(e.getLocation());
        } catch (java.io.IOException e) {
            throw malformed(JsonLocation.NA);
        }
    }

    /** The object in this field; an empty one where there is none. */
    public Input object(String name) {
        read.add(name);
        var child = node.path(name);
        if (!child.isMissingNode() && !child.isNull() && !child.isObject()) {
            refuse(name, "error.type.object");
        }
        return child(child.isObject() ? child : JsonNodeFactory.instance.objectNode(), at(name));
    }

    /** Of a field that has no place here: null may stand in it, which says nothing. */
    public void absent(String name) {
        if (!given(name)) {
            read.add(name);
        }
    }

    /** Whether the field is there, be it empty. */
    public boolean given(String name) {
        return node.hasNonNull(name);
    }

    /** Whether something stands in this field. */
    public boolean has(String name) {
        var child = node.path(name);
        return !child.isMissingNode()
                && !child.isNull()
                && !(child.isTextual() && child.asText().isBlank());
    }

    /** The rows of a list: a JSON array, or form fields {@code name.0.…}, {@code name.1.…}. */
    public List<Input> objects(String name) {
        read.add(name);
        var child = node.path(name);
        var rows = new ArrayList<Input>();
        if (child instanceof ArrayNode array) {
            for (var i = 0; i < array.size(); i++) {
                if (!array.get(i).isObject()) {
                    errors.add(FieldError.of(at(name) + "." + i, "error.type.object"));
                }
                rows.add(child(array.get(i), at(name) + "." + i));
            }
        } else if (child instanceof ObjectNode indexed && !strict) {
            byIndex(indexed).forEach((index, row) -> rows.add(child(row, at(name) + "." + index)));
        } else if (!child.isMissingNode()) {
            refuse(name, "error.type.list");
        }
        if (rows.size() > MOST_ROWS) {
            refuse(name, "error.list.tooLong", MOST_ROWS);
            return List.of();
        }
        return rows;
    }

    /** The text in this field as it came; empty where there is none. */
    public String text(String name) {
        read.add(name);
        var child = node.path(name);
        if (child.isTextual()) {
            return child.asText();
        }
        if (!child.isMissingNode() && !child.isNull()) {
            refuse(name, "error.type.text");
        }
        return "";
    }

    /** The texts of a field that may hold several. */
    public List<String> texts(String name) {
        read.add(name);
        var child = node.path(name);
        if (child.isTextual()) {
            return strict ? refusedList(name) : List.of(child.asText());
        }
        if (child instanceof ArrayNode array) {
            var texts = new ArrayList<String>();
            array.forEach(item -> texts.add(item.isTextual() ? item.asText() : ""));
            return texts;
        }
        return child.isMissingNode() ? List.of() : refusedList(name);
    }

    /**
     * A field that must be there and be one of these; null is what cannot be judged yet. Where nothing stands in it, a
     * person is told what the value says of an empty text.
     */
    public <T> T required(String name, Function<String, T> parse) {
        if (!has(name)) {
            read.add(name);
            errors.add(strict ? missing(name, MISSING) : ofNothing(name, parse));
            return null;
        }
        return parsed(name, parse).orElse(null);
    }

    /**
     * The same for a value of several fields, which does not know what each is called.
     *
     * @param missing what a person is told where nothing stands in it
     */
    public <T> T required(String name, String missing, Function<String, T> parse) {
        if (!has(name)) {
            read.add(name);
            errors.add(missing(name, missing));
            return null;
        }
        return parsed(name, parse).orElse(null);
    }

    /** A program knows the field by its path. */
    private FieldError missing(String name, String message) {
        return FieldError.of(at(name), strict ? MISSING : message);
    }

    private FieldError ofNothing(String name, Function<String, ?> parse) {
        try {
            var unused = parse.apply("");
            return missing(name, MISSING);
        } catch (Malformed nothing) {
            return nothing.at(at(name));
        }
    }

    public <T> Optional<T> optional(String name, Function<String, T> parse) {
        if (!has(name)) {
            read.add(name);
            return Optional.empty();
        }
        return parsed(name, parse);
    }

    public <E extends Enum<E>> E choice(String name, Class<E> type) {
        return required(name, text -> constant(type, text));
    }

    /** The same, and what a person is told who has chosen nothing. */
    public <E extends Enum<E>> E choice(String name, String missing, Class<E> type) {
        return required(name, missing, text -> constant(type, text));
    }

    public <E extends Enum<E>> List<E> choices(String name, Class<E> type) {
        var chosen = new ArrayList<E>();
        for (var text : texts(name)) {
            try {
                chosen.add(constant(type, text));
            } catch (Malformed malformed) {
                errors.add(malformed.at(at(name)));
            }
        }
        return List.copyOf(new java.util.LinkedHashSet<>(chosen));
    }

    /** A JSON boolean, or a ticked box. */
    public boolean ticked(String name) {
        read.add(name);
        var child = node.path(name);
        if (strict && !child.isMissingNode() && !child.isNull() && !child.isBoolean()) {
            refuse(name, "error.type.boolean");
        }
        return child.isBoolean()
                ? child.asBoolean()
                : child.isTextual() && !child.asText().isBlank();
    }

    public void refuse(String name, String message, Object... arguments) {
        errors.add(FieldError.of(at(name), message, arguments));
    }

    /** Adds what a value that reads several fields found wrong with this one. */
    public void refuse(String name, Malformed malformed) {
        errors.add(malformed.at(at(name)));
    }

    /** Fails with {@link Failure.Kind#INVALID} where any field was refused. */
    public void end() {
        refuseUnread();
        if (!errors.isEmpty()) {
            throw Failure.invalid(errors);
        }
    }

    /** Whether a field was refused so far. */
    public boolean refused() {
        return !errors.isEmpty();
    }

    /** What was typed, to show it again. */
    public Form form() {
        return Form.of(node);
    }

    /** Not all of thousands: the answer would be longer than the call. */
    private void refuseUnread() {
        if (strict) {
            var unknown = errors.stream().filter(Input::isUnknown).count();
            var names = node.fieldNames();
            while (names.hasNext() && unknown < MOST_UNKNOWN) {
                var name = names.next();
                if (!read.contains(name)) {
                    refuse(beginningOf(name), UNKNOWN);
                    unknown++;
                }
            }
            children.forEach(Input::refuseUnread);
        }
    }

    private static boolean isUnknown(FieldError error) {
        return error.message().equals(UNKNOWN);
    }

    private static String beginningOf(String name) {
        return name.length() <= MOST_OF_A_NAME ? name : name.substring(0, MOST_OF_A_NAME) + "…";
    }

    private <T> Optional<T> parsed(String name, Function<String, T> parse) {
        var before = errors.size();
        var text = text(name);
        if (errors.size() > before) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(parse.apply(text));
        } catch (Malformed malformed) {
            errors.add(malformed.at(at(name)));
            return Optional.empty();
        }
    }

    private List<String> refusedList(String name) {
        refuse(name, "error.type.list");
        return List.of();
    }

    private Input child(JsonNode child, String childPath) {
        var input = new Input(child, childPath, strict, errors);
        children.add(input);
        return input;
    }

    private String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String text) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equals(text.strip()))
                .findFirst()
                .orElseThrow(() -> new Malformed("error.choice"));
    }

    private static Map<Integer, JsonNode> byIndex(ObjectNode indexed) {
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

    /** Where it cannot be told, it is at the beginning: what stands there is no object. */
    private static Failure malformed(JsonLocation where) {
        var known = where != null && where.getLineNr() > 0;
        return Failure.of(
                Failure.Kind.INVALID,
                "problem.malformed",
                String.valueOf(known ? where.getLineNr() : 1),
                String.valueOf(known ? where.getColumnNr() : 1));
    }
}
