package eu.parvis.draft;

import static org.junit.jupiter.api.Assertions.assertEquals;

import eu.parvis.bus.FieldError;
import eu.parvis.crypto.Secret;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which secrets of a form with an error have to be typed again. */
class KeptSecretsTest {

    private static final Map<String, List<String>> FIELDS =
            Map.of("questions.0.question", List.of("first-job"), "questions.1.question", List.of("grandmother"));

    private final KeptSecrets all =
            secrets("questions.0.answer", "questions.1.answer", "personalCode", "personalCodeConfirmation");

    @Test
    void aWrongAnswerIsTypedAgainAndTheOthersAreNot() {
        assertEquals(
                Set.of("questions.0.answer", "personalCode", "personalCodeConfirmation"),
                withoutErrorAt("questions.1.answer"));
    }

    @Test
    void anAnswerToAWrongQuestionIsTypedAgain() {
        assertEquals(
                Set.of("questions.1.answer", "personalCode", "personalCodeConfirmation"),
                withoutErrorAt("questions.0.own"));
    }

    @Test
    void ofTwoCodesThatDifferNobodyKnowsTheRightOne() {
        var answers = Set.of("questions.0.answer", "questions.1.answer");

        assertEquals(answers, withoutErrorAt("personalCodeConfirmation"));
        assertEquals(answers, withoutErrorAt("personalCode"));
    }

    @Test
    void anErrorOfTheWholeFormLeavesAll() {
        assertEquals(all.values().keySet(), withoutErrorAt(""));
    }

    @Test
    void anAnswerIsNotTakenForAnotherQuestion() {
        var changed =
                Map.of("questions.0.question", List.of("first-job"), "questions.1.question", List.of("first-concert"));

        assertEquals(
                Set.of("questions.0.answer", "personalCode", "personalCodeConfirmation"),
                all.fitting(changed).keySet());
    }

    private Set<String> withoutErrorAt(String field) {
        return all.without(List.of(FieldError.of(field, "error.answer.twice")))
                .values()
                .keySet();
    }

    private static KeptSecrets secrets(String... names) {
        return new KeptSecrets(
                Stream.of(names).collect(Collectors.toMap(name -> name, name -> new Secret("secret"))), FIELDS);
    }
}
