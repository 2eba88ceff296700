package eu.parvis.house;

import com.fasterxml.jackson.databind.JsonNode;
import eu.parvis.api.ContractCheck;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The table of lifetimes and limits in the contract, and the same rows from {@code conf/portal.yaml}. */
final class ContractLimits {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| [^|]+ \\| ([^|]+) \\| `([\\w.]+)` \\|$");
    private static final Pattern PERIOD = Pattern.compile("(?:Per|And)(\\d*)(Minute|Hour|Day)s?$");

    private static final Map<String, Integer> NUMBERS =
            Map.of("a", 1, "an", 1, "one", 1, "two", 2, "three", 3, "five", 5, "ten", 10, "twelve", 12, "thirty", 30);
    private static final Pattern DURATION = Pattern.compile(
            "\\b(\\d+|" + String.join("|", NUMBERS.keySet()) + ")[\\s-]+(minute|hour|day|week|month)s?\\b");

    /** Not a limit by itself. */
    private static final String FACTOR = "addressFactor";

    private ContractLimits() {}

    /** The setting of each row, and its default in words, such as {@code 10 in 15 minutes}. */
    static Map<String, String> inTheContract() {
        var description = ContractCheck.document().getJsonObject("info").getString("description");
        return ROW.matcher(description).results().collect(Collectors.toMap(row -> row.group(2), row -> row.group(1)));
    }

    /** The settings that the contract names, and all limits, with their defaults in the same words. */
    static Map<String, String> inTheFile(JsonNode file) {
        var limits = StreamSupport.stream(
                        ((Iterable<String>) () -> file.path("limits").fieldNames()).spliterator(), false)
                .filter(name -> !name.equals(FACTOR))
                .map(name -> "limits." + name);
        return Stream.concat(inTheContract().keySet().stream(), limits)
                .distinct()
                .collect(Collectors.toMap(key -> key, key -> words(key, file.at("/" + key.replace('.', '/')))));
    }

    /** The durations in the sentences of the contract, such as {@code 1 hour} for "an hour". */
    static Set<String> durationsInSentences() {
        return durations(ROW.matcher(ContractCheck.document().encode().replace("\\n", "\n"))
                .replaceAll("")
                .toLowerCase(Locale.ROOT));
    }

    /** The durations in the table. */
    static Set<String> durationsInTheTable() {
        return durations(String.join("\n", inTheContract().values()));
    }

    private static Set<String> durations(String text) {
        return DURATION.matcher(text)
                .results()
                .map(found -> plural(number(found.group(1)), found.group(2)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static long number(String word) {
        return NUMBERS.containsKey(word) ? NUMBERS.get(word) : Long.parseLong(word);
    }

    private static String words(String key, JsonNode value) {
        var period = PERIOD.matcher(key);
        if (period.find()) {
            return value.asText() + " in " + words(period.toMatchResult());
        }
        return value.isInt() ? value + " bytes" : words(value.asText());
    }

    private static String words(MatchResult period) {
        var number = period.group(1).isEmpty() ? "1" : period.group(1);
        return plural(Long.parseLong(number), period.group(2).toLowerCase(Locale.ROOT));
    }

    /** In the unit in which the file has it: {@code P3D} are days, {@code PT72H} are hours. */
    private static String words(String iso) {
        var duration = Duration.parse(iso);
        return switch (iso.charAt(iso.length() - 1)) {
            case 'D' -> plural(duration.toDays(), "day");
            case 'H' -> plural(duration.toHours(), "hour");
            default -> plural(duration.toMinutes(), "minute");
        };
    }

    private static String plural(long number, String unit) {
        return number + " " + unit + (number == 1 ? "" : "s");
    }
}
