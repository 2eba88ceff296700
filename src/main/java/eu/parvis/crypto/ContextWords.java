package eu.parvis.crypto;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/** Words about a person that their password must not contain, because others know them. */
public final class ContextWords {

    /** Shorter words occur in passwords by chance. */
    private static final int SHORTEST = 4;

    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

    private final List<String> words;

    private ContextWords(List<String> words) {
        this.words = words;
    }

    /**
     * Splits texts into words.
     *
     * @param texts names, e-mail addresses, the organisation's name, the identifier
     */
    public static ContextWords of(String... texts) {
        return of(Arrays.asList(texts));
    }

    public static ContextWords of(Collection<String> texts) {
        return new ContextWords(texts.stream()
                .flatMap(text -> BETWEEN_WORDS.splitAsStream(Folded.of(text)))
                .filter(word -> word.length() >= SHORTEST)
                .distinct()
                .toList());
    }

    boolean appearIn(String password) {
        return Leet.readings(Folded.of(password)).stream()
                .anyMatch(reading -> words.stream().anyMatch(reading::contains));
    }
}
