package eu.parvis.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Defaults from the jar, then the operator's file, then variables; bound to records with every problem listed at once. */
final class ConfigurationReader {

    private static final String PREFIX = "PARVIS_";
    private static final String FILE_SUFFIX = "_FILE";

    private static final ObjectMapper YAML = new YAMLMapper();
    private static final ObjectMapper VALUES = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .enable(com.fasterxml.jackson.databind.MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .withCoercionConfig(
                    LogicalType.Integer,
                    config -> config.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail))
            .build();

    private final List<String> problems = new ArrayList<>();

    private ConfigurationReader() {}

    static Configuration read(Optional<Path> file, Map<String, String> environment) {
        var reader = new ConfigurationReader();
        var tree = defaults();
        file.ifPresent(path -> reader.overlay(tree, reader.parse(path), ""));
        reader.overlay(tree, environment);
        var configuration = reader.bind(Configuration.class, tree, "");
        if (!reader.problems.isEmpty()) {
            throw new ConfigurationException(reader.problems);
        }
        return configuration;
    }

    /** {@code http.publicUrl} is {@code PARVIS_HTTP_PUBLIC_URL}. */
    static String variable(String key) {
        return PREFIX
                + key.replaceAll("([a-z0-9])([A-Z])", "$1_$2").replace('.', '_').toUpperCase(Locale.ROOT);
    }

    /** The keys of a tree that hold a value, with the object each sits in. */
    static Map<String, ObjectNode> leaves(ObjectNode tree, String path) {
        var leaves = new LinkedHashMap<String, ObjectNode>();
        tree.properties().forEach(entry -> {
            var key = join(path, entry.getKey());
            if (entry.getValue() instanceof ObjectNode child) {
                leaves.putAll(leaves(child, key));
            } else {
                leaves.put(key, tree);
            }
        });
        return leaves;
    }

    static ObjectNode defaults() {
        try (var stream = ConfigurationReader.class.getResourceAsStream("/conf/portal.yaml")) {
            return (ObjectNode) YAML.readTree(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode parse(Path file) {
        try {
            return YAML.readTree(Files.readString(file));
        } catch (JsonProcessingException e) {
            problems.add(file + " is not YAML: " + e.getOriginalMessage());
        } catch (IOException e) {
            problems.add(file + " cannot be read: " + e.getMessage());
        }
        return YAML.createObjectNode();
    }

    private void overlay(ObjectNode tree, JsonNode changes, String path) {
        changes.properties().forEach(entry -> {
            var key = join(path, entry.getKey());
            var known = tree.get(entry.getKey());
            if (known == null) {
                problems.add(key + " is not a setting");
            } else if (known instanceof ObjectNode child && entry.getValue() instanceof ObjectNode) {
                overlay(child, entry.getValue(), key);
            } else {
                tree.set(entry.getKey(), entry.getValue());
            }
        });
    }

    private void overlay(ObjectNode tree, Map<String, String> environment) {
        var keys = new LinkedHashMap<String, String>();
        leaves(tree, "").keySet().forEach(key -> keys.put(variable(key), key));
        environment.forEach((name, value) -> {
            if (!name.startsWith(PREFIX)) {
                return;
            }
            if (keys.containsKey(name)) {
                set(tree, keys.get(name), value);
            } else if (name.endsWith(FILE_SUFFIX) && keys.containsKey(withoutSuffix(name))) {
                content(name, value).ifPresent(text -> set(tree, keys.get(withoutSuffix(name)), text));
            } else {
                problems.add(name + " names no setting");
            }
        });
    }

    private static void set(ObjectNode tree, String key, String value) {
        var parent = leaves(tree, "").get(key);
        var name = key.substring(key.lastIndexOf('.') + 1);
        if (parent.get(name) instanceof ArrayNode) {
            var array = parent.putArray(name);
            Arrays.stream(value.split(",", -1))
                    .map(String::strip)
                    .filter(item -> !item.isEmpty())
                    .forEach(array::add);
        } else {
            parent.put(name, value);
        }
    }

    private static String withoutSuffix(String name) {
        return name.substring(0, name.length() - FILE_SUFFIX.length());
    }

    private Optional<String> content(String variable, String file) {
        try {
            return Optional.of(Files.readString(Path.of(file)).strip());
        } catch (IOException e) {
            problems.add(variable + ": " + file + " cannot be read");
            return Optional.empty();
        }
    }

    private <T> T bind(Class<T> type, JsonNode node, String path) {
        var components = type.getRecordComponents();
        var values = new Object[components.length];
        for (var i = 0; i < components.length; i++) {
            var key = join(path, components[i].getName());
            values[i] = value(components[i].getGenericType(), node.get(components[i].getName()), key);
        }
        if (!problems.isEmpty()) {
            return null;
        }
        try {
            var types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            return type.getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private Object value(Type type, JsonNode node, String key) {
        if (node == null || node.isNull()) {
            problems.add(key + " is missing");
            return null;
        }
        if (type instanceof Class<?> c && c.isRecord()) {
            return bind(c, node, key);
        }
        if (type instanceof ParameterizedType map && map.getRawType() == Map.class) {
            var bound = new LinkedHashMap<String, Object>();
            node.properties()
                    .forEach(entry -> bound.put(
                            entry.getKey(),
                            value(map.getActualTypeArguments()[1], entry.getValue(), join(key, entry.getKey()))));
            return bound;
        }
        if (type instanceof ParameterizedType optional && optional.getRawType() == Optional.class) {
            return node.asText().isBlank()
                    ? Optional.empty()
                    : Optional.ofNullable(value(optional.getActualTypeArguments()[0], node, key));
        }
        try {
            return VALUES.treeToValue(node, VALUES.constructType(type));
        } catch (JsonProcessingException e) {
            problems.add(key + ": " + node + " is not usable here (" + kindOf(type) + " expected)");
            return null;
        }
    }

    private static String kindOf(Type type) {
        if (type instanceof Class<?> c && c.isEnum()) {
            return "one of " + Arrays.toString(c.getEnumConstants());
        }
        return type instanceof Class<?> c ? c.getSimpleName().toLowerCase(Locale.ROOT) : type.getTypeName();
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
