package eu.parvis.request;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Cleans the name of a file for display. It is never used as a path. */
final class FileName {

    private static final int LONGEST = 120;
    private static final Pattern FOLDERS = Pattern.compile("^.*[/\\\\]", Pattern.DOTALL);

    /** Control characters, invisible ones such as those that turn the direction of writing, and unassigned ones. */
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{C}\\u2028\\u2029]+");

    /** The endings of each type; the first one is added where another stands. */
    private static final Map<String, List<String>> ENDINGS = Map.of(
            "application/pdf", List.of(".pdf"), "image/jpeg", List.of(".jpg", ".jpeg"), "image/png", List.of(".png"));

    private FileName() {}

    /**
     * Without folders and invisible characters, not too long, and with an ending of its type: a program that opens the
     * downloaded file goes by the ending, and a PDF file can contain a page that would run as {@code .html}.
     *
     * @param otherwise if nothing is left
     */
    static String cleaned(String name, String otherwise, String mediaType) {
        var plain = INVISIBLE
                .matcher(FOLDERS.matcher(name).replaceFirst(""))
                .replaceAll("")
                .strip();
        return withEnding(plain.isEmpty() ? otherwise : shortened(plain), ENDINGS.get(mediaType));
    }

    private static String withEnding(String name, List<String> endings) {
        var lower = name.toLowerCase(Locale.ROOT);
        return endings.stream().anyMatch(lower::endsWith) ? name : name + endings.get(0);
    }

    /** Keeps the ending, and no half character. */
    private static String shortened(String name) {
        if (name.codePointCount(0, name.length()) <= LONGEST) {
            return name;
        }
        var dot = name.lastIndexOf('.');
        var ending = dot < 0 || name.length() - dot > 10 ? "" : name.substring(dot);
        return name.substring(0, name.offsetByCodePoints(0, LONGEST - 1 - ending.length())) + "…" + ending;
    }
}
