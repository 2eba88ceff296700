package eu.parvis.badinput;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Values that every field gets sooner or later. Its {@link FieldRule} says which of them it must refuse. */
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
    ARABIC("مريم"),
    LINK("Votre compte : http://evil.example"),
    LETTERS_THAT_SHOW_NOTHING("\u3164\u2800"),
    PILED_UP_MARKS("Zo" + "\u0308".repeat(40) + "e");

    /** For codes, addresses and choices: none of these values is valid. */
    public static final Set<NastyValue> ALL = Collections.unmodifiableSet(EnumSet.allOf(NastyValue.class));

    /** For names and lines of text: all scripts are allowed, and direction marks from copying are removed. */
    public static final Set<NastyValue> NO_TEXT = Set.of(
            NOTHING,
            BLANKS,
            TEN_THOUSAND_LETTERS,
            MARKUP,
            LINE_BREAKS,
            NUL,
            EMOJI,
            LETTERS_THAT_SHOW_NOTHING,
            PILED_UP_MARKS);

    /** For names that occur in mails: they must not contain links. */
    public static final Set<NastyValue> NO_NAME =
            Stream.concat(NO_TEXT.stream(), Stream.of(LINK)).collect(Collectors.toUnmodifiableSet());

    /** For values that are only compared, so that any other text is accepted. */
    public static final Set<NastyValue> EMPTY_OR_ENDLESS = Set.of(NOTHING, BLANKS, TEN_THOUSAND_LETTERS);

    /** For an identifier or an address that is only compared. */
    public static final Set<NastyValue> NO_LOGIN =
            Set.of(NOTHING, BLANKS, TEN_THOUSAND_LETTERS, LETTERS_THAT_SHOW_NOTHING);

    /** For a part of a URL. An empty part results in another URL, and an endless one is too long. */
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
