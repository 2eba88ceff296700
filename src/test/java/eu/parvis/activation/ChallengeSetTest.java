package eu.parvis.activation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.activation.ActivationApi.By;
import eu.parvis.activation.ActivationApi.Challenge;
import eu.parvis.activation.ActivationApi.SetChallenges;
import eu.parvis.bus.Failure;
import eu.parvis.crypto.Secret;
import eu.parvis.values.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChallengeSetTest {

    private static final List<String> PROFILE = List.of(
            "nolwenn.kervella@menuiserie.example",
            "KM402716",
            "Nolwenn Kervella",
            "Kervella Nolwenn",
            "Menuiserie de l’Odet",
            "Saint-Évarzec");

    @Test
    void answersAreHashedInTheFormThatAllSpellingsShare() {
        var set = set(with(0, "first-school", "  École du Moulin-Vert "));

        assertEquals(
                List.of("ecoledumoulinvert", "soazig", "iledesein", "abluerooster", "40718263"),
                set.secrets().stream().map(Secret::text).toList());
    }

    @Test
    void aQuestionIsOfTheCatalogueOrOnesOwn() {
        var stored = set(four()).withHashes(List.of("h1", "h2", "h3", "h4", "h5"));

        assertEquals(Optional.of("first-school"), stored.get(0).catalogueId());
        assertEquals(
                Optional.of("What was painted on the kitchen wall?"),
                stored.get(3).ownQuestion());
        assertEquals("h4", stored.get(3).answerHash());
        assertEquals("h5", ChallengeSet.codeOf(List.of("h1", "h2", "h3", "h4", "h5")));
    }

    @Test
    void whoCopiesAQuestionOfTheCatalogueMeansThatOne() {
        var french = ChallengeQuestion.sentence("first-school", Language.FR);

        assertEquals(Map.of("questions.1.question", "error.question.twice"), faults(with(1, french, "Soazig")));
    }

    @Test
    void theCatalogueHasTwelveQuestionsInBothLanguages() {
        assertEquals(12, ChallengeQuestion.CATALOGUE.stream().distinct().count());
        for (var language : Language.values()) {
            assertTrue(ChallengeQuestion.CATALOGUE.stream()
                    .allMatch(id -> ChallengeQuestion.sentence(id, language).endsWith("?")));
        }
    }

    @Test
    void fourQuestionsAreFour() {
        var three = four().subList(0, 3);
        var five = new ArrayList<>(four());
        five.add(new Challenge("grandmother", new Secret("Marguerite")));

        assertEquals(Map.of("questions", "error.question.number"), faults(three));
        assertEquals(Map.of("questions", "error.question.number"), faults(five));
    }

    @Test
    void theSameQuestionInAnotherSpellingIsTheSame() {
        var twice = new ArrayList<>(four());
        twice.set(2, new Challenge("WHAT was painted on the kitchen wall?", new Secret("Île de Sein")));

        assertEquals(Map.of("questions.3.question", "error.question.twice"), faults(twice));
    }

    @Test
    void theSameAnswerInAnotherSpellingIsTheSame() {
        assertEquals(Map.of("questions.2.answer", "error.answer.twice"), faults(with(1, "grandmother", "ÎLE-DE-SEIN")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Nolwenn",
                "KERVELLA",
                "kervella nolwenn",
                "Nolwenn-Kervella",
                "nolwenn.kervella",
                "menuiserie",
                "l’Odet",
                "saint evarzec",
                "Evarzec",
                "km402716",
                "402716"
            })
    void anAnswerThatCanBeReadOffTheProfileIsNone(String answer) {
        assertEquals(Map.of("questions.0.answer", "error.answer.profile"), faults(with(0, "first-school", answer)));
    }

    @ParameterizedTest
    @CsvSource({
        "'', error.answer.missing",
        "'   ', error.answer.missing",
        "ab, error.answer.short",
        "'a - b', error.answer.short"
    })
    void anAnswerHasThreeCharacters(String answer, String code) {
        assertEquals(Map.of("questions.0.answer", code), faults(with(0, "first-school", answer)));
    }

    @Test
    void anAnswerHasAnEnd() {
        assertFalse(set(with(0, "first-school", "x".repeat(200))).secrets().isEmpty());
        assertEquals(
                Map.of("questions.0.answer", "error.text.tooLong"), faults(with(0, "first-school", "x".repeat(201))));
    }

    @ParameterizedTest
    @CsvSource({
        "'', error.question.missing",
        "?!, error.question.missing",
        "No, error.question.short",
        "<b>Who</b>, error.text.character",
        "'Who\nBcc: x', error.text.invisible"
    })
    void aQuestionOfOnesOwnIsALineOfText(String question, String code) {
        assertEquals(Map.of("questions.0.question", code), faults(with(0, question, "Moulin Vert")));
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        var wrong = List.of(
                new Challenge("", new Secret("")),
                new Challenge("first-job", new Secret("ab")),
                new Challenge("first-job", new Secret("Nolwenn")),
                new Challenge("grandmother", new Secret("Marguerite")));

        assertEquals(
                Map.of(
                        "questions.0.question", "error.question.missing",
                        "questions.0.answer", "error.answer.missing",
                        "questions.1.answer", "error.answer.short",
                        "questions.2.question", "error.question.twice",
                        "questions.2.answer", "error.answer.profile",
                        "personalCode", "error.personalCode.sequence"),
                faults(new SetChallenges(by(), wrong, new Secret("12345678"), new Secret("12345678"))));
    }

    @Test
    void theCodeIsTypedTwiceInAnySpelling() {
        assertEquals(
                Map.of(), faults(new SetChallenges(by(), four(), new Secret("4071 8263"), new Secret("40-71-82-63"))));
        assertEquals(
                Map.of("personalCodeConfirmation", "error.personalCode.confirmation"),
                faults(new SetChallenges(by(), four(), new Secret("40718263"), new Secret("40718264"))));
        assertEquals(
                Map.of("personalCodeConfirmation", "error.personalCode.confirmation"),
                faults(new SetChallenges(by(), four(), new Secret("40718263"), new Secret(""))));
    }

    private static List<Challenge> four() {
        return List.of(
                new Challenge("first-school", new Secret("Moulin Vert")),
                new Challenge("childhood-friend", new Secret("Soazig")),
                new Challenge("first-journey", new Secret("Île de Sein")),
                new Challenge("What was painted on the kitchen wall?", new Secret("A blue rooster")));
    }

    private static List<Challenge> with(int position, String question, String answer) {
        var four = new ArrayList<>(four());
        four.set(position, new Challenge(question, new Secret(answer)));
        return four;
    }

    private static ChallengeSet set(List<Challenge> questions) {
        return ChallengeSet.of(typed(questions), PROFILE);
    }

    private static Map<String, String> faults(List<Challenge> questions) {
        return faults(typed(questions));
    }

    /** Errors: field to code; empty if the input is valid. */
    private static Map<String, String> faults(SetChallenges typed) {
        var faults = new TreeMap<String, String>();
        try {
            ChallengeSet.of(typed, PROFILE);
        } catch (Failure failure) {
            failure.fields().forEach(error -> faults.put(error.field(), error.message()));
        }
        return faults;
    }

    private static SetChallenges typed(List<Challenge> questions) {
        return new SetChallenges(by(), questions, new Secret("40718263"), new Secret("40718263"));
    }

    private static By by() {
        return new By(new UUID(0, 1), new UUID(0, 2), "192.0.2.7");
    }
}
