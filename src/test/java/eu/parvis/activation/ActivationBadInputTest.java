package eu.parvis.activation;

import static eu.parvis.badinput.FieldRule.optional;
import static eu.parvis.badinput.FieldRule.required;
import static eu.parvis.badinput.FieldRule.secret;
import static eu.parvis.badinput.NastyValue.ALL;
import static eu.parvis.badinput.NastyValue.BLANKS;
import static eu.parvis.badinput.NastyValue.EMOJI;
import static eu.parvis.badinput.NastyValue.LETTERS_THAT_SHOW_NOTHING;
import static eu.parvis.badinput.NastyValue.NOTHING;
import static eu.parvis.badinput.NastyValue.NO_NAME;
import static eu.parvis.badinput.NastyValue.NO_TEXT;
import static eu.parvis.badinput.NastyValue.TEN_THOUSAND_LETTERS;

import eu.parvis.Await;
import eu.parvis.account.Account.Step;
import eu.parvis.activation.ActivationApi.By;
import eu.parvis.activation.ActivationApi.Standing;
import eu.parvis.api.ApiClient;
import eu.parvis.api.Exchange;
import eu.parvis.badinput.ApiTrial;
import eu.parvis.badinput.FieldRule;
import eu.parvis.badinput.FormTrial;
import eu.parvis.badinput.NastyValue;
import eu.parvis.crypto.PasswordPolicy;
import eu.parvis.http.Browser;
import eu.parvis.session.SessionApi.Channel;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Nasty values in the wizard: they cause no failure, the input is shown again, and secrets are not. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ActivationBadInputTest {

    static final By BY = new By(new UUID(0, 1), new UUID(0, 2), "192.0.2.7");

    /** The rule finds the question wrong; the page says so at the field in which it was typed. */
    static final String MOVED_BY_THE_PAGE = "questions.3.own";

    /** Answers are only hashed, so text in any script is valid. */
    static final Set<NastyValue> NO_ANSWER =
            Set.of(NOTHING, BLANKS, TEN_THOUSAND_LETTERS, EMOJI, LETTERS_THAT_SHOW_NOTHING);

    /** The field does not apply because of another answer, so any value is accepted. */
    private static final Set<NastyValue> NONE = Set.of();

    private static final List<FieldRule> PASSWORD =
            List.of(secret("password", ALL).alsoIn("passwordConfirmation"), secret("passwordConfirmation", ALL));

    private static final List<FieldRule> PERSON = List.of(
            required("firstName", NO_NAME),
            required("lastName", NO_NAME),
            required("email", ALL),
            optional("phone", ALL));

    private static final List<FieldRule> USER = under(
            "users.0",
            List.of(
                    required("firstName", NO_NAME),
                    required("lastName", NO_NAME),
                    required("email", ALL),
                    required("emailConfirmation", ALL),
                    required("roles", ALL)));

    private static final List<FieldRule> CODE =
            List.of(secret("personalCode", ALL), secret("personalCodeConfirmation", ALL));

    private Newcomers newcomers;
    private UUID nolwenn;
    private UUID yann;
    private ApiClient api;

    @BeforeAll
    void open(Vertx vertx) {
        newcomers = new Newcomers(vertx);
        nolwenn = newcomers.founder();
        yann = newcomers.invited();
        api = newcomers.portal.api();
    }

    // --- Step 1 -------------------------------------------------------------------------------------------------

    @TestFactory
    Stream<DynamicContainer> theFormOfThePassword() {
        return form(yann, Step.PASSWORD, StepForms.of(Step.PASSWORD), PASSWORD);
    }

    @TestFactory
    Stream<DynamicContainer> theCallThatChoosesThePassword() {
        return call(yann, Step.PASSWORD, StepBodies.of(Step.PASSWORD), PASSWORD);
    }

    // --- Step 2 -------------------------------------------------------------------------------------------------

    @TestFactory
    Stream<DynamicContainer> theFormOfTheContacts() {
        var form = MultiMap.caseInsensitiveMultiMap();
        for (var contact : List.of("legalRepresentative", "billingContact", "administrativeContact")) {
            form.add(contact + ".who", "OTHER")
                    .add(contact + ".person.firstName", "Erwan")
                    .add(contact + ".person.lastName", "Tanguy")
                    .add(contact + ".person.email", "compta@kervella.example")
                    .add(contact + ".person.phone", "02 61 91 24 61");
        }
        // No choice means no such contact.
        return form(nolwenn, Step.CONTACTS, form, contacts(optional("administrativeContact.who", ALL)));
    }

    private static List<FieldRule> contacts(FieldRule administrativeContact) {
        return all(
                List.of(required("legalRepresentative.who", ALL)),
                under("legalRepresentative.person", PERSON),
                List.of(required("billingContact.who", ALL)),
                under("billingContact.person", PERSON),
                List.of(administrativeContact),
                under("administrativeContact.person", PERSON));
    }

    @TestFactory
    Stream<DynamicContainer> theFormInWhichNobodyElseIsChosen() {
        var rules = Stream.of("firstName", "lastName", "email", "phone")
                .map(field -> optional("legalRepresentative.person." + field, NONE))
                .toList();
        return form(nolwenn, Step.CONTACTS, StepForms.contacts(), rules);
    }

    @TestFactory
    Stream<DynamicContainer> theCallThatNamesTheContacts() {
        var body = new JsonObject()
                .put("legalRepresentative", StepBodies.other("Erwan", "Tanguy"))
                .put("billingContact", StepBodies.other("Erwan", "Tanguy"))
                .put("administrativeContact", StepBodies.other("Erwan", "Tanguy"));
        return call(nolwenn, Step.CONTACTS, body, contacts(required("administrativeContact.who", ALL)));
    }

    // --- Step 3 -------------------------------------------------------------------------------------------------

    @TestFactory
    Stream<DynamicContainer> theFormOfTheUsers() {
        return form(nolwenn, Step.USERS, StepForms.of(Step.USERS), USER);
    }

    @TestFactory
    Stream<DynamicContainer> theCallThatAddsUsers() {
        return call(nolwenn, Step.USERS, StepBodies.of(Step.USERS), USER);
    }

    // --- Step 4 -------------------------------------------------------------------------------------------------

    @TestFactory
    Stream<DynamicContainer> theFormOfTheChallenges() {
        var rules = all(
                question(0),
                List.of(optional("questions.0.own", NONE)),
                question(1),
                question(2),
                // No choice means the person's own question.
                List.of(
                        optional("questions.3.question", NO_TEXT),
                        required("questions.3.own", NO_TEXT),
                        secret("questions.3.answer", NO_ANSWER)),
                CODE);
        return form(yann, Step.CHALLENGES, StepForms.of(Step.CHALLENGES), rules);
    }

    @TestFactory
    Stream<DynamicContainer> theCallThatSetsTheChallenges() {
        var rules = all(question(0), question(1), question(2), question(3), CODE);
        return call(yann, Step.CHALLENGES, StepBodies.of(Step.CHALLENGES), rules);
    }

    private static List<FieldRule> question(int n) {
        return under("questions." + n, List.of(required("question", NO_TEXT), secret("answer", NO_ANSWER)));
    }

    // ------------------------------------------------------------------------------------------------------------

    private Stream<DynamicContainer> form(UUID account, Step step, MultiMap filled, List<FieldRule> rules) {
        var standing = standing(account);
        return new FormTrial(() -> browser(account, step), ActivationPages.path(step), filled, rules)
                .hiding(ActivationInput.SECRETS)
                .readBy(in -> read(ActivationInput.ofForm(in, BY), step, standing), MOVED_BY_THE_PAGE)
                .tests();
    }

    private Standing standing(UUID account) {
        return newcomers.portal.ask(ActivationApi.SHOW, new ActivationApi.Show(account));
    }

    private static void read(ActivationInput input, Step step, Standing standing) {
        switch (step) {
            case PASSWORD ->
                input.password().choice().require(PasswordPolicy.MIXED, standing.account(), standing.organisations());
            case CONTACTS -> input.contacts(standing);
            case USERS -> input.users(standing);
            case CHALLENGES, DONE -> ChallengeSet.of(input.challenges(), standing.organisations());
        }
    }

    private Browser browser(UUID account, Step step) {
        newcomers.standsAt(account, step);
        return newcomers.browser(account);
    }

    private Stream<DynamicContainer> call(UUID account, Step step, JsonObject body, List<FieldRule> rules) {
        var program = new Program(account, step);
        var standing = standing(account);
        return new ApiTrial(program::take, body, rules, 200)
                .readBy(in -> read(ActivationInput.ofJson(in, BY), step, standing))
                .tests();
    }

    /** Resets the wizard to its step before each request. */
    private final class Program {

        private final UUID account;
        private final Step step;
        private ApiClient client;

        Program(UUID account, Step step) {
            this.account = account;
            this.step = step;
            this.client = before();
        }

        private ApiClient before() {
            newcomers.standsAt(account, step);
            return api.bearer(newcomers.session(account, Channel.API));
        }

        Exchange take(Buffer body) {
            var answer = Await.done(client.send(HttpMethod.PUT, ActivationPages.path(step), body));
            if (answer.status() == 200) {
                client = before();
            }
            return answer;
        }
    }

    private static List<FieldRule> under(String object, List<FieldRule> rules) {
        return rules.stream().map(rule -> rule.under(object)).toList();
    }

    @SafeVarargs
    private static List<FieldRule> all(List<FieldRule>... rules) {
        var all = new ArrayList<FieldRule>();
        for (var some : rules) {
            all.addAll(some);
        }
        return all;
    }
}
