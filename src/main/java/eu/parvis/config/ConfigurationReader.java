package eu.parvis.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the defaults from the jar, then the operator's file, then variables. All problems are reported together. */
public final class ConfigurationReader {

    private static final String PREFIX = "PARVIS_";
    private static final String FILE_SUFFIX = "_FILE";

    /**
     * Names and values of the variables that Kubernetes sets in each container for a Service whose name begins with
     * {@code parvis}: {@code PARVIS_SERVICE_HOST}, {@code PARVIS_SERVICE_PORT_HTTP}, {@code
     * PARVIS_PORT=tcp://10.96.0.7:80}, {@code PARVIS_PORT_80_TCP_ADDR}. They are ignored, even if a setting has the
     * same name.
     */
    private static final Pattern OF_KUBERNETES =
            Pattern.compile("PARVIS_(\\w+_)?(SERVICE_HOST=.*|SERVICE_PORT(_\\w+)?=\\d+"
                    + "|PORT=(tcp|udp|sctp)://.*|PORT_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?=.*)");

    private static final ObjectMapper YAML = new YAMLMapper();

    private final List<String> problems = new ArrayList<>();

    private ConfigurationReader() {}

    /**
     * Reads the settings, and checks that the portal can run with them.
     *
     * @param file an operator's file that overrides the defaults
     * @param capabilities the groups that the capabilities declare
     * @throws ConfigurationException naming every setting that is missing, misspelt or unsafe
     */
    public static Configuration read(
            Optional<Path> file,
            Map<String, String> environment,
            List<SettingsGroup<?>> capabilities,
            List<SameNode> sameNode) {
        var reader = new ConfigurationReader();
        var tree = defaults();
        file.ifPresent(path -> reader.overlay(tree, reader.parse(path), ""));
        reader.overlay(tree, environment);
        var groups = inOrder(tree, capabilities);
        var configuration = configuration(new Settings(tree, reader.problems), groups);
        new ConsistencyChecks(configuration, groups, sameNode, reader.problems).run();
        if (!reader.problems.isEmpty()) {
            throw new ConfigurationException(reader.problems);
        }
        return configuration;
    }

    /** Sorts the groups in the order of the file, so that problems are listed in that order. */
    private static List<SettingsGroup<?>> inOrder(ObjectNode tree, List<SettingsGroup<?>> capabilities) {
        var names = new ArrayList<String>();
        tree.fieldNames().forEachRemaining(names::add);
        return Stream.concat(Configuration.GROUND.stream(), capabilities.stream())
                .sorted(Comparator.comparingInt(group -> names.indexOf(group.name())))
                .toList();
    }

    private static Configuration configuration(Settings settings, List<SettingsGroup<?>> groups) {
        var records = new LinkedHashMap<Class<?>, Record>();
        groups.forEach(group -> records.put(group.type(), group.reader().apply(settings.group(group.name()))));
        return new Configuration(
                records, settings.numbers("limits", 1), settings.groups("verticles", Configuration.Verticles::from));
    }

    /** {@code http.publicUrl} is {@code PARVIS_HTTP_PUBLIC_URL}. */
    static String variable(String key) {
        return PREFIX
                + key.replaceAll("([a-z0-9])([A-Z])", "$1_$2").replace('.', '_').toUpperCase(Locale.ROOT);
    }

    /** The keys of a tree that have a value, each with the object that contains it. */
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
            } else if (known instanceof ObjectNode child) {
                overlayGroup(child, entry.getValue(), key);
            } else {
                tree.set(entry.getKey(), entry.getValue());
            }
        });
    }

    /** An empty group, such as one whose settings are all commented out, changes nothing. */
    private void overlayGroup(ObjectNode group, JsonNode changes, String path) {
        if (changes instanceof ObjectNode) {
            overlay(group, changes, path);
        } else if (!changes.isNull()) {
            problems.add(path + " is a group of settings and cannot have a value");
        }
    }

    private void overlay(ObjectNode tree, Map<String, String> environment) {
        var keys = new LinkedHashMap<String, String>();
        leaves(tree, "").keySet().forEach(key -> keys.put(variable(key), key));
        environment.forEach((name, value) -> {
            if (!name.startsWith(PREFIX)
                    || OF_KUBERNETES.matcher(name + "=" + value).matches()) {
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

    static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
