package eu.parvis.activation;

import eu.parvis.bus.Malformed;
import eu.parvis.crypto.Answers;
import eu.parvis.values.FreeText;
import eu.parvis.values.Language;
import eu.parvis.words.Words;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A question that only this person can answer: from the catalogue, or their own. The text of a catalogue question is
 * the message {@code activation.question.<id>}.
 *
 * @param id of a catalogue question
 * @param own text of the person's own question
 */
public record ChallengeQuestion(Optional<String> id, Optional<String> own) {

    /** Answers to these questions are not found in registers, profiles or birthday greetings. */
    public static final List<String> CATALOGUE = List.of(
            "first-school",
            "first-teacher",
            "childhood-friend",
            "childhood-street",
            "childhood-holidays",
            "childhood-pet",
            "grandmother",
            "first-journey",
            "first-job",
            "first-vehicle",
            "first-concert",
            "remembered-book");

    public static final int MOST = 200;

    private static final int LEAST = 3;
    private static final Map<String, String> BY_SENTENCE = bySentence();

    public static ChallengeQuestion parse(String raw) {
        if (CATALOGUE.contains(raw)) {
            return ofCatalogue(raw);
        }
        var text = FreeText.parse(raw, MOST, "error.question.missing");
        if (text.codePointCount(0, text.length()) < LEAST) {
            throw new Malformed("error.question.short", LEAST);
        }
        return Optional.ofNullable(BY_SENTENCE.get(Answers.normalised(text)))
                .map(ChallengeQuestion::ofCatalogue)
                .orElseGet(() -> new ChallengeQuestion(Optional.empty(), Optional.of(text)));
    }

    private static ChallengeQuestion ofCatalogue(String id) {
        return new ChallengeQuestion(Optional.of(id), Optional.empty());
    }

    /** Normalised form, equal for different spellings of one question. */
    String key() {
        return id.orElseGet(() -> Answers.normalised(own.orElseThrow()));
    }

    /** Maps the text of a catalogue question to its id: a person who types that text chooses that question. */
    private static Map<String, String> bySentence() {
        var ids = new HashMap<String, String>();
        for (var language : Language.values()) {
            CATALOGUE.forEach(id -> ids.put(Answers.normalised(sentence(id, language)), id));
        }
        return Map.copyOf(ids);
    }

    static String sentence(String id, Language language) {
        return Words.of(language).text("activation.question." + id);
    }
}
