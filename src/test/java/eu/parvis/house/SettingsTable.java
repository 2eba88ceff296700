package eu.parvis.house;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** {@code conf/portal.yaml} as a table for operators: a line for each setting, with the comment above it. */
final class SettingsTable {

    private static final String BEGIN = "<!-- settings: made from conf/portal.yaml -->\n";
    private static final String END = "<!-- end of settings -->\n";
    private static final Pattern LINE = Pattern.compile("( *)(?:(\\w+): ?(.*)|# ?(.*)|- (.*))");

    private final StringBuilder rows = new StringBuilder(BEGIN + "| key | default | |\n|---|---|---|\n");
    private final TreeMap<Integer, String> path = new TreeMap<>();
    private final List<String> comment = new ArrayList<>();
    private String key = "";
    private String value = "";

    private SettingsTable() {}

    static String of(Path file) throws IOException {
        var table = new SettingsTable();
        for (var line : Files.readAllLines(file)) {
            table.read(line);
        }
        table.endOfSetting();
        return table.rows + END;
    }

    static void writeInto(Path page, String table) throws IOException {
        var text = Files.readString(page);
        Files.writeString(
                page,
                text.substring(0, text.indexOf(BEGIN)) + table + text.substring(text.indexOf(END) + END.length()));
    }

    private void read(String line) {
        var parts = LINE.matcher(line);
        if (!parts.matches()) {
            endOfSetting();
            comment.clear();
        } else if (parts.group(5) != null) {
            value = value.isEmpty() ? parts.group(5) : value + ", " + parts.group(5);
        } else if (parts.group(4) != null) {
            endOfSetting();
            comment.add(parts.group(4));
        } else {
            beginSetting(parts.toMatchResult());
        }
    }

    private void beginSetting(MatchResult parts) {
        endOfSetting();
        var depth = parts.group(1).length();
        path.tailMap(depth, true).clear();
        path.put(depth, parts.group(2));
        key = String.join(".", path.values());
        value = parts.group(3);
    }

    private void endOfSetting() {
        if (!key.isEmpty() && !value.isEmpty()) {
            rows.append(
                    String.format(Locale.ROOT, "| `%s` | %s | %s |%n", key, shown(value), String.join(" ", comment)));
            comment.clear();
        }
        key = "";
        value = "";
    }

    private static String shown(String value) {
        return value.equals("\"\"") || value.equals("[]") ? "" : "`" + value.replace("\"", "") + "`";
    }
}
