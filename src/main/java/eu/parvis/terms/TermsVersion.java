package eu.parvis.terms;

import eu.parvis.values.Language;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A version of the terms. Once published it never changes.
 *
 * @param name of its folder, such as {@code 2026-12}
 * @param effectiveFrom beginning of its date of effect
 * @param texts in every language
 */
public record TermsVersion(String name, Instant effectiveFrom, Map<Language, TermsText> texts) {

    public TermsVersion {
        texts = Map.copyOf(texts);
    }

    public TermsText text(Language language) {
        return texts.get(language);
    }

    /** The language of the text with this hash. */
    public Optional<Language> language(String sha256) {
        return texts.entrySet().stream()
                .filter(text -> text.getValue().sha256().equals(sha256))
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
