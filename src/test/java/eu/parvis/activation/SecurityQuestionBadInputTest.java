package eu.parvis.activation;

import static eu.parvis.activation.ActivationBadInputTest.BY;
import static eu.parvis.activation.ActivationBadInputTest.MOVED_BY_THE_PAGE;
import static eu.parvis.activation.ActivationBadInputTest.NO_ANSWER;
import static eu.parvis.badinput.FieldRule.required;
import static eu.parvis.badinput.FieldRule.secret;
import static eu.parvis.badinput.NastyValue.ALL;
import static eu.parvis.badinput.NastyValue.NO_TEXT;

import eu.parvis.Await;
import eu.parvis.api.ApiClient;
import eu.parvis.api.Exchange;
import eu.parvis.badinput.ApiTrial;
import eu.parvis.badinput.FieldRule;
import eu.parvis.badinput.FormTrial;
import eu.parvis.http.Browser;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Nasty values when the challenge set is replaced: they cause no failure, and only secrets must be typed again. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecurityQuestionBadInputTest {

    /** Only the database knows which one is right. */
    private static final String CURRENT_PASSWORD = "currentPassword";

    private static final List<FieldRule> SECRETS = List.of(
            secret(CURRENT_PASSWORD, ALL),
            secret("personalCode", ALL).alsoIn("personalCodeConfirmation"),
            secret("personalCodeConfirmation", ALL));

    private static final List<FieldRule> QUESTIONS = List.of(
            required("questions.0.question", NO_TEXT),
            secret("questions.0.answer", NO_ANSWER),
            secret("questions.1.answer", NO_ANSWER),
            secret("questions.2.answer", NO_ANSWER),
            secret("questions.3.answer", NO_ANSWER));

    private static final FieldRule OWN = required("questions.3.own", NO_TEXT);

    private Activated nolwenn;
    private Browser browser;
    private ApiClient program;

    @BeforeAll
    void open(Vertx vertx) {
        nolwenn = new Activated(vertx);
        browser = nolwenn.browser();
        program = nolwenn.program();
    }

    @TestFactory
    Stream<DynamicContainer> theForm() {
        var form = List.of(Activated.form(Newcomers.CHOSEN));
        return new FormTrial(() -> browser, "/account/security-questions", form, rules(Stream.of(OWN)))
                .beforeEach(this::forgetWhatWasTypedBefore)
                .hiding(ActivationInput.SECRETS)
                .readBy(in -> read(ActivationInput.ofForm(in, BY)), MOVED_BY_THE_PAGE, CURRENT_PASSWORD)
                .tests();
    }

    private void forgetWhatWasTypedBefore() {
        forgetTries();
        nolwenn.newcomers.portal.database.execute("DELETE FROM draft_secret");
    }

    private void forgetTries() {
        nolwenn.newcomers.portal.database.execute("DELETE FROM attempt");
    }

    @TestFactory
    Stream<DynamicContainer> theCall() {
        var body = Activated.replacement(Newcomers.CHOSEN);
        return new ApiTrial(this::call, body, rules(Stream.empty()), 204)
                .readBy(in -> read(ActivationInput.ofJson(in, BY)), CURRENT_PASSWORD)
                .tests();
    }

    private static void read(ActivationInput input) {
        ChallengeSet.of(input.replacement(Optional.empty()), List.of());
    }

    private static List<FieldRule> rules(Stream<FieldRule> more) {
        return Stream.of(SECRETS.stream(), QUESTIONS.stream(), more)
                .flatMap(some -> some)
                .toList();
    }

    private Exchange call(Buffer body) {
        forgetTries();
        return Await.done(program.send(HttpMethod.PUT, "/me/challenges", body));
    }
}
