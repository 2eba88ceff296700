package eu.parvis.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
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
 * Reads one group of settings by their names. An unusable value becomes a problem and not an exception, so that all
 * problems are reported together; the caller gets a placeholder.
 */
public final class Settings {

    private static final String WEB_ADDRESS = "address such as https://portal.example";
    private static final String MAIL_ADDRESS = "mail address such as portal@ca.example";

    /** The shortest delay of a timer. */
    private static final Duration LEAST = Duration.ofMillis(1);

    /** Vert.x counts some of them as an int of milliseconds, which ends after 24 days. */
    private static final Duration LONGEST_TIMEOUT = Duration.ofDays(1);

    private static final Duration LONGEST = Duration.ofDays(10_000);
    private static final int LAST_PORT = 65_535;

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

    /** Reads a group of groups with arbitrary keys. */
    <T> Map<String, T> groups(String name, Function<Settings, T> each) {
        var groups = new LinkedHashMap<String, T>();
        var parent = group(name);
        parent.node.properties().forEach(entry -> groups.put(entry.getKey(), each.apply(parent.group(entry.getKey()))));
        return groups;
    }

    /** Reads a group of numbers with arbitrary keys. */
    Map<String, Integer> numbers(String name, int least) {
        var numbers = new LinkedHashMap<String, Integer>();
        var parent = group(name);
        parent.node.fieldNames().forEachRemaining(key -> numbers.put(key, parent.number(key, least)));
        return numbers;
    }

    public String text(String name) {
        return value(name, "text", "", Function.identity());
    }

    /** Empty if the setting is empty. */
    public Optional<String> optional(String name) {
        return Optional.of(text(name)).filter(text -> !text.isBlank());
    }

    /** A required setting. */
    public String needed(String name) {
        return needed(name, "text", Function.identity());
    }

    private String needed(String name, String expected, Function<String, String> parse) {
        if (node.path(name).isTextual() && node.path(name).asText().isBlank()) {
            problems.add(key(name) + " is not set (" + ConfigurationReader.variable(key(name)) + ")");
            return "";
        }
        return value(name, expected, "", parse);
    }

    public String neededWebAddress(String name) {
        return needed(name, WEB_ADDRESS, Spelling::webAddress);
    }

    /** Empty if the setting is empty. */
    public Optional<String> webAddress(String name) {
        return optional(name).map(text -> value(name, WEB_ADDRESS, "", Spelling::webAddress));
    }

    /** Empty if the setting is empty. */
    public Optional<String> hostAndPort(String name) {
        return optional(name)
                .map(text -> value(name, "host and port such as clamav.example:3310", "", Spelling::hostAndPort));
    }

    String neededDatabaseAddress(String name) {
        return needed(name, "address such as postgresql://host:5432/database", Spelling::databaseAddress);
    }

    public String neededMailAddress(String name) {
        return needed(name, MAIL_ADDRESS, Spelling::mailAddress);
    }

    public String mailAddress(String name) {
        return value(name, MAIL_ADDRESS, "", Spelling::mailAddress);
    }

    /** A telephone number; French without a country code. */
    String phone(String name) {
        return value(name, "telephone number such as +33199001234", "", Spelling::phone);
    }

    public int port(String name) {
        return number(name, 1, LAST_PORT);
    }

    public int number(String name, int least) {
        return value(
                name,
                "whole number, at least " + least,
                least,
                text -> Spelling.within(least, Integer.valueOf(text), Integer.MAX_VALUE));
    }

    public int number(String name, int least, int most) {
        return value(
                name,
                "whole number from " + least + " to " + most,
                least,
                text -> Spelling.within(least, Integer.valueOf(text), most));
    }

    /** A number of verticles, or the kind of verticle that has the same number. */
    String instances(String name) {
        return value(name, "whole number, at least 0, or another kind of verticle", "0", Spelling::instances);
    }

    public boolean flag(String name) {
        return value(name, "true or false", false, Spelling::trueOrFalse);
    }

    public Duration duration(String name) {
        return duration(name, LEAST, LONGEST, "duration such as PT30S");
    }

    /** A time-out or an interval. */
    public Duration timeout(String name) {
        return duration(name, LEAST, LONGEST_TIMEOUT, "duration such as PT30S, a day at most");
    }

    /** A delay that may be zero. */
    public Duration pause(String name) {
        return duration(name, Duration.ZERO, LONGEST_TIMEOUT, "duration such as PT0S or PT30S, a day at most");
    }

    private Duration duration(String name, Duration least, Duration most, String expected) {
        return value(name, expected, least, text -> Spelling.within(least, Duration.parse(text), most));
    }

    ZoneId zone(String name) {
        return value(name, "time zone such as Europe/Paris", ZoneId.of("UTC"), ZoneId::of);
    }

    public <E extends Enum<E>> E choice(String name, Class<E> type) {
        var choices = type.getEnumConstants();
        return value(
                name,
                "one of " + Arrays.toString(choices),
                choices[0],
                text -> Enum.valueOf(type, text.toUpperCase(Locale.ROOT)));
    }

    List<String> openingHours(String name) {
        return list(name, "days and hours such as MONDAY-FRIDAY 09:00-12:30 13:30-18:00", Spelling::openingHours);
    }

    public List<String> networks(String name) {
        return list(name, "address such as 10.0.0.7 or network such as 10.0.0.0/8", Spelling::network);
    }

    private List<String> list(String name, String expected, Function<String, String> parse) {
        return list(name).stream()
                .map(text -> value(name, new TextNode(text), expected, "", parse))
                .toList();
    }

    public List<String> list(String name) {
        if (node.path(name) instanceof ArrayNode array) {
            return StreamSupport.stream(array.spliterator(), false)
                    .map(JsonNode::asText)
                    .toList();
        }
        problems.add(unusable(name, node.path(name), "list"));
        return List.of();
    }

    private <T> T value(String name, String expected, T placeholder, Function<String, T> parse) {
        return value(name, node.path(name), expected, placeholder, parse);
    }

    private <T> T value(String name, JsonNode value, String expected, T placeholder, Function<String, T> parse) {
        if (value.isValueNode() && !value.isNull()) {
            try {
                return parse.apply(value.asText());
            } catch (DateTimeException | IllegalArgumentException e) {
                // becomes a problem below
            }
        }
        problems.add(unusable(name, value, expected));
        return placeholder;
    }

    private String unusable(String name, JsonNode value, String expected) {
        if (value.isMissingNode() || value.isNull()) {
            return key(name) + " is missing";
        }
        var shown = isSecret(name) ? "" : ": " + value;
        return key(name) + shown + " is not usable here (" + expected + " expected)";
    }

    /** The log may have more readers than the settings. A {@code uri} may contain a password. */
    private boolean isSecret(String name) {
        return path.equals("secrets") || name.equals("password") || name.equals("secretKey") || name.equals("uri");
    }

    private String key(String name) {
        return ConfigurationReader.join(path, name);
    }
}
