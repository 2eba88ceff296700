package eu.parvis.crypto;

import java.util.regex.Pattern;

/** Answers to secret questions, which people never write twice alike. */
public final class Answers {

    /** Spaces, line breaks, hyphens and dashes, apostrophes, and characters without any shape. */
    private static final Pattern IGNORED = Pattern.compile("[\\s\\p{Z}\\p{C}\\p{Pd}−'‘’‛ʼ`´′]+");

    private Answers() {}

    /**
     * The form that is compared and hashed: "Évreux", "evreux " and "EVREUX" are one, and so are "L’Haÿ-les-Roses" and
     * "l hay les roses".
     */
    public static String normalised(String typed) {
        return IGNORED.matcher(Folded.of(typed)).replaceAll("");
    }
}
