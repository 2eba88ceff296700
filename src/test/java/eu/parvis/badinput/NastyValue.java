package eu.parvis.badinput;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What comes into every field sooner or later. Which of them a field must refuse, its {@link FieldRule} says. */
public enum NastyValue {
    NOTHING(""),
    BLANKS("   "),
    TEN_THOUSAND_LETTERS("x".repeat(10_000)),
    MARKUP("<script>alert(1)</script>"),
    LINE_BREAKS("a\r\nBcc: x@y.example"),
    NUL("Ada\0Lovelace"),
    EMOJI("\uD83D\uDC13"),
    RIGHT_TO_LEFT_OVERRIDE("Ada\u202Eecalevol"),
    CYRILLIC("Жанна"),
    HAN("陳大文"),
    ARABIC("مريم");

    /** For codes, addresses and choices: nothing here is one. */
    public static final Set<NastyValue> ALL = Collections.unmodifiableSet(EnumSet.allOf(NastyValue.class));

    /** For names and lines of text: any script is welcome, and direction marks that copying left behind are dropped. */
    public static final Set<NastyValue> NO_TEXT =
            Set.of(NOTHING, BLANKS, TEN_THOUSAND_LETTERS, MARKUP, LINE_BREAKS, NUL, EMOJI);

    /** For what is only compared, so that any text may be tried. */
    public static final Set<NastyValue> EMPTY_OR_ENDLESS = Set.of(NOTHING, BLANKS, TEN_THOUSAND_LETTERS);

    /** For a part of an address: without anything it is another address, and without an end it is none. */
    public static final Set<NastyValue> IN_ADDRESS =
            Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.of(NOTHING, TEN_THOUSAND_LETTERS)));

    public final String text;

    NastyValue(String text) {
        this.text = text;
    }

    boolean isBlank() {
        return text.isBlank();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
