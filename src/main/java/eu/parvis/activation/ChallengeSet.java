package eu.parvis.activation;

import eu.parvis.account.ChallengeStore.Question;
import eu.parvis.activation.ActivationApi.Challenge;
import eu.parvis.activation.ActivationApi.ReplaceChallenges;
import eu.parvis.activation.ActivationApi.SetChallenges;
import eu.parvis.bus.Failure;
import eu.parvis.bus.FieldError;
import eu.parvis.bus.Malformed;
import eu.parvis.crypto.Answers;
import eu.parvis.crypto.PersonalCode;
import eu.parvis.crypto.Secret;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A validated challenge set: four questions with their answers, and a code (CG-51, idea 16). */
final class ChallengeSet {

    static final int QUESTIONS = 4;

    private static final int SHORTEST_ANSWER = 3;
    private static final int LONGEST_ANSWER = 200;

    private final List<String> profile;
    private final List<FieldError> faults = new ArrayList<>();
    private final Set<String> asked = new HashSet<>();
    private final Set<String> given = new HashSet<>();
    private final List<ChallengeQuestion> questions = new ArrayList<>();
    private final List<Secret> secrets = new ArrayList<>();

    private ChallengeSet(List<String> profile) {
        this.profile = profile.stream().map(Answers::normalised).toList();
    }

    /**
     * Validates the input. Fails with all errors together.
     *
     * @param profile what others know of the person or can look up
     */
    static ChallengeSet of(SetChallenges typed, List<String> profile) {
        return new ChallengeSet(profile).with(typed);
    }

    /** Like the other {@code of}, and requires that a current password was typed. It does not verify that password. */
    static ChallengeSet of(ReplaceChallenges typed, List<String> profile) {
        var set = new ChallengeSet(profile);
        if (typed.currentPassword().text().isBlank()) {
            set.faults.add(FieldError.of("currentPassword", "error.currentPassword.missing"));
        }
        return set.with(typed.set());
    }

    private ChallengeSet with(SetChallenges typed) {
        read(typed.questions());
        readCode(typed.personalCode(), typed.personalCodeConfirmation());
        if (!faults.isEmpty()) {
            throw Failure.invalid(faults);
        }
        return this;
    }

    private void read(List<Challenge> typed) {
        if (typed.size() != QUESTIONS) {
            faults.add(FieldError.of("questions", "error.question.number", QUESTIONS));
            return;
        }
        for (var i = 0; i < typed.size(); i++) {
            readQuestion("questions." + i + ".question", typed.get(i).question());
            readAnswer("questions." + i + ".answer", typed.get(i).answer());
        }
    }

    private void readQuestion(String field, String typed) {
        try {
            var question = ChallengeQuestion.parse(typed);
            questions.add(question);
            if (!asked.add(question.key())) {
                faults.add(FieldError.of(field, "error.question.twice"));
            }
        } catch (Malformed malformed) {
            faults.add(malformed.at(field));
        }
    }

    private void readAnswer(String field, Secret typed) {
        var text = typed.text();
        var answer = Answers.normalised(text);
        secrets.add(new Secret(answer));
        if (text.isBlank()) {
            faults.add(FieldError.of(field, "error.answer.missing"));
        } else if (length(text) > LONGEST_ANSWER) {
            faults.add(FieldError.of(field, "error.text.tooLong", LONGEST_ANSWER));
        } else if (length(answer) < SHORTEST_ANSWER) {
            faults.add(FieldError.of(field, "error.answer.short", SHORTEST_ANSWER));
        } else if (!given.add(answer)) {
            faults.add(FieldError.of(field, "error.answer.twice"));
        } else if (profile.stream().anyMatch(known -> known.contains(answer))) {
            faults.add(FieldError.of(field, "error.answer.profile"));
        }
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private void readCode(Secret typed, Secret confirmation) {
        if (typed.text().isBlank()) {
            faults.add(FieldError.of("personalCode", "error.personalCode.missing"));
            return;
        }
        try {
            var code = PersonalCode.parse(typed.text());
            secrets.add(code.digits());
            if (!isSame(code, confirmation)) {
                faults.add(FieldError.of("personalCodeConfirmation", "error.personalCode.confirmation"));
            }
        } catch (Malformed malformed) {
            faults.add(malformed.at("personalCode"));
        }
    }

    private static boolean isSame(PersonalCode code, Secret confirmation) {
        try {
            return PersonalCode.parse(confirmation.text()).equals(code);
        } catch (Malformed other) {
            return false;
        }
    }

    /** The secrets to hash: the normalised answers in their order, then the code. */
    List<Secret> secrets() {
        return List.copyOf(secrets);
    }

    List<Question> withHashes(List<String> phcs) {
        return IntStream.range(0, QUESTIONS)
                .mapToObj(i ->
                        new Question(questions.get(i).id(), questions.get(i).own(), phcs.get(i)))
                .toList();
    }

    static String codeOf(List<String> phcs) {
        return phcs.get(QUESTIONS);
    }

    /** A name in both word orders, because either can be typed as an answer. */
    static Stream<String> bothWays(String first, String second) {
        return Stream.of(first + " " + second, second + " " + first);
    }
}
