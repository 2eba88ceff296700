package eu.parvis.crypto;

import java.util.List;

/** Replaces digits and signs that people write for letters, as in p@ssw0rd. */
final class Leet {

    private static final String SIGNS = "@4031!|€5$7+";
    private static final String LETTERS = "aaoeiiiesstt";

    private Leet() {}

    /** Returns the folded text, and its readings with letters for signs. All have the same length. */
    static List<String> readings(String folded) {
        var withLetters = withLetters(folded);
        return List.of(folded, withLetters, withLetters(folded.replace('1', 'l').replace('!', 'l')));
    }

    private static String withLetters(String folded) {
        var letters = new StringBuilder(folded);
        for (var i = 0; i < letters.length(); i++) {
            var sign = SIGNS.indexOf(letters.charAt(i));
            if (sign >= 0) {
                letters.setCharAt(i, LETTERS.charAt(sign));
            }
        }
        return letters.toString();
    }
}
