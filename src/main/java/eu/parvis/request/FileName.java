package eu.parvis.request;

import java.util.regex.Pattern;

/** Cleans the name of a file for display. It is never used as a path. */
final class FileName {

    private static final int LONGEST = 120;
    private static final Pattern FOLDERS = Pattern.compile("^.*[/\\\\]", Pattern.DOTALL);

    /** Control characters, invisible ones such as those that turn the direction of writing, and unassigned ones. */
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{C}\\u2028\\u2029]+");

    private FileName() {}

    /**
     * Without folders and invisible characters, and not too long.
     *
     * @param otherwise if nothing is left
     */
    static String cleaned(String name, String otherwise) {
        var plain = INVISIBLE
                .matcher(FOLDERS.matcher(name).replaceFirst(""))
                .replaceAll("")
                .strip();
        return plain.isEmpty() ? otherwise : shortened(plain);
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
