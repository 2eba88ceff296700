package eu.parvis.activation;

import eu.parvis.badinput.NastyValue;

/** Which nasty values a field of the wizard takes; all others are refused at it. */
final class Harmless {

    private Harmless() {}

    /** An answer is only ever hashed, so any words will do; names know all scripts; nobody must have a telephone. */
    static boolean isHarmless(String field, NastyValue value) {
        if (field.endsWith(".answer")) {
            return !NastyValue.EMPTY_OR_ENDLESS.contains(value) && value != NastyValue.EMOJI;
        }
        if (field.endsWith("Name") || field.endsWith(".own") || field.endsWith(".question")) {
            return !NastyValue.NO_TEXT.contains(value);
        }
        return field.endsWith(".phone") && value.text.isBlank();
    }
}
