package eu.parvis.crypto;

import java.util.regex.Pattern;

/** Normalises answers to secret questions, because people rarely type an answer in the same way twice. */
public final class Answers {

    /** Spaces, line breaks, hyphens and dashes, apostrophes, control and format characters. */
    private static final Pattern IGNORED = Pattern.compile("[\\s\\p{Z}\\p{C}\\p{Pd}−'‘’‛ʼ`´′]+");

    private Answers() {}

    /**
     * Returns the form that is compared and hashed. It is the same for "Évreux", "evreux " and "EVREUX", and for
     * "L’Haÿ-les-Roses" and "l hay les roses".
     */
    public static String normalised(String typed) {
        return IGNORED.matcher(Folded.of(typed)).replaceAll("");
    }
}
