package eu.parvis.house;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Generates a distinct value for each component of a record, and the variable that sets it. */
final class OwnValues {

    private static final int BEYOND_EVERY_LEAST = 20_000;

    private int count;

    /**
     * Creates a record with such values.
     *
     * @param variables receives the variables that an operator would set for the same record
     */
    Object of(Class<?> record, JsonNode file, String prefix, Map<String, String> variables)
            throws ReflectiveOperationException {
        var components = record.getRecordComponents();
        var values = new Object[components.length];
        for (var i = 0; i < components.length; i++) {
            var name = components[i].getName();
            values[i] = of(components[i].getGenericType(), file.path(name), prefix + "_" + variable(name), variables);
        }
        var types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        var constructor = record.getDeclaredConstructor(types);
        return constructor.newInstance(values);
    }

    private Object of(Type type, JsonNode file, String variable, Map<String, String> variables)
            throws ReflectiveOperationException {
        if (type instanceof Class<?> record && record.isRecord()) {
            return of(record, file, variable, variables);
        }
        if (type instanceof ParameterizedType map && map.getRawType() == Map.class) {
            var values = new LinkedHashMap<String, Object>();
            for (var entry : file.properties()) {
                var key = entry.getKey();
                values.put(
                        key,
                        of(
                                map.getActualTypeArguments()[1],
                                entry.getValue(),
                                variable + "_" + variable(key),
                                variables));
            }
            return values;
        }
        count++;
        var text = text(type, variable);
        variables.put(variable, text);
        return value(type, text);
    }

    private String text(Type type, String variable) {
        if (type == int.class || type == Integer.class) {
            return String.valueOf(isCountedInTens(variable) ? count : BEYOND_EVERY_LEAST + count);
        } else if (type == boolean.class) {
            return "true";
        } else if (type == Duration.class) {
            // each shorter than the one before: a warning comes before the end
            return "PT" + (1_000 - count) + "S";
        } else if (type == ZoneId.class) {
            return "America/Lima";
        } else if (type instanceof Class<?> choice && choice.isEnum()) {
            return choice.getEnumConstants()[1].toString();
        }
        return text(variable);
    }

    /** Whether the setting is the number of passes or lanes of a hash, which is at most 99. */
    private static boolean isCountedInTens(String variable) {
        return variable.endsWith("ITERATIONS") || variable.endsWith("PARALLELISM");
    }

    private String text(String variable) {
        if (variable.contains("SECRETS")) {
            return key(count);
        } else if (variable.endsWith("_INSTANCES")) {
            return String.valueOf(BEYOND_EVERY_LEAST + count);
        } else if (variable.endsWith("DB_URI")) {
            return "postgresql://own.example/" + count;
        } else if (variable.endsWith("SENDER") || variable.endsWith("EMAIL")) {
            return "own-" + count + "@own.example";
        } else if (variable.endsWith("SUPPORT_PHONE")) {
            return "+33199" + (100_000 + count);
        } else if (variable.endsWith("OPENING_HOURS")) {
            return "MONDAY-FRIDAY %02d:%02d-18:00".formatted(count / 60, count % 60);
        }
        if (variable.endsWith("CLAMAV")) {
            return "own.example:" + count;
        }
        if (variable.endsWith("TERMS_FOLDER")) {
            return "./conf/terms";
        }
        return variable.endsWith("PROXIES") || variable.endsWith("NETWORKS")
                ? "10.0.0." + count
                : "https://own.example/" + count;
    }

    private static Object value(Type type, String text) {
        if (type == int.class || type == Integer.class) {
            return Integer.valueOf(text);
        } else if (type == boolean.class) {
            return Boolean.valueOf(text);
        } else if (type == Duration.class) {
            return Duration.parse(text);
        } else if (type == ZoneId.class) {
            return ZoneId.of(text);
        } else if (type instanceof Class<?> choice && choice.isEnum()) {
            return choice.getEnumConstants()[1];
        } else if (type instanceof ParameterizedType generic) {
            return generic.getRawType() == List.class ? List.of(text) : Optional.of(text);
        }
        return text;
    }

    private static String key(int number) {
        var bytes = new byte[32];
        Arrays.fill(bytes, (byte) number);
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String variable(String name) {
        return name.replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT);
    }
}
