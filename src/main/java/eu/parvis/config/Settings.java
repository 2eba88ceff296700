package eu.parvis.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/**
 * One group of settings, asked for each by its name. What cannot be used is a problem and not an exception, so that all
 * of them are told at once; whoever asked gets a placeholder then.
 */
final class Settings {

    private final JsonNode node;
    private final String path;
    private final List<String> problems;

    Settings(ObjectNode tree, List<String> problems) {
        this(tree, "", problems);
    }

    private Settings(JsonNode node, String path, List<String> problems) {
        this.node = node;
        this.path = path;
        this.problems = problems;
    }

    Settings group(String name) {
        return new Settings(node.path(name), key(name), problems);
    }

    /** For a group whose keys are the operator's choice. */
    <T> Map<String, T> groups(String name, Function<Settings, T> each) {
        var groups = new LinkedHashMap<String, T>();
        var parent = group(name);
        parent.node.properties().forEach(entry -> groups.put(entry.getKey(), each.apply(parent.group(entry.getKey()))));
        return groups;
    }

    String text(String name) {
        return value(name, "text", "", Function.identity());
    }

    /** Nothing where the setting is empty. */
    Optional<String> optional(String name) {
        return Optional.of(text(name)).filter(text -> !text.isBlank());
    }

    int number(String name) {
        return value(name, "whole number", 0, Integer::valueOf);
    }

    boolean flag(String name) {
        return value(name, "true or false", false, Settings::trueOrFalse);
    }

    Duration duration(String name) {
        return value(name, "duration such as PT30S", Duration.ZERO, Duration::parse);
    }

    ZoneId zone(String name) {
        return value(name, "time zone such as Europe/Paris", ZoneId.of("UTC"), ZoneId::of);
    }

    <E extends Enum<E>> E choice(String name, Class<E> type) {
        var choices = type.getEnumConstants();
        return value(
                name,
                "one of " + Arrays.toString(choices),
                choices[0],
                text -> Enum.valueOf(type, text.toUpperCase(Locale.ROOT)));
    }

    List<String> list(String name) {
        if (node.path(name) instanceof ArrayNode array) {
            return StreamSupport.stream(array.spliterator(), false)
                    .map(JsonNode::asText)
                    .toList();
        }
        problems.add(unusable(name, "list"));
        return List.of();
    }

    private <T> T value(String name, String expected, T placeholder, Function<String, T> parse) {
        var value = node.path(name);
        if (value.isValueNode() && !value.isNull()) {
            try {
                return parse.apply(value.asText());
            } catch (DateTimeException | IllegalArgumentException e) {
                // told below
            }
        }
        problems.add(unusable(name, expected));
        return placeholder;
    }

    private String unusable(String name, String expected) {
        var value = node.path(name);
        return value.isMissingNode() || value.isNull()
                ? key(name) + " is missing"
                : key(name) + ": " + value + " is not usable here (" + expected + " expected)";
    }

    private static boolean trueOrFalse(String text) {
        if (!"true".equalsIgnoreCase(text) && !"false".equalsIgnoreCase(text)) {
            throw new IllegalArgumentException(text);
        }
        return Boolean.parseBoolean(text);
    }

    private String key(String name) {
        return ConfigurationReader.join(path, name);
    }
}
