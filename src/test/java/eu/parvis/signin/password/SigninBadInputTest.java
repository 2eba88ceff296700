package eu.parvis.signin.password;

import static eu.parvis.badinput.FieldRule.required;
import static eu.parvis.badinput.FieldRule.secret;
import static eu.parvis.badinput.NastyValue.ALL;
import static eu.parvis.badinput.NastyValue.BLANKS;
import static eu.parvis.badinput.NastyValue.EMPTY_OR_ENDLESS;
import static eu.parvis.badinput.NastyValue.NOTHING;
import static eu.parvis.badinput.NastyValue.NO_LOGIN;

import eu.parvis.Await;
import eu.parvis.account.Account;
import eu.parvis.account.AccountStore;
import eu.parvis.account.Login;
import eu.parvis.account.PasswordInput;
import eu.parvis.api.Exchange;
import eu.parvis.badinput.ApiTrial;
import eu.parvis.badinput.FieldRule;
import eu.parvis.badinput.FormTrial;
import eu.parvis.badinput.ValueTrial;
import eu.parvis.badinput.ValueTrial.Answer;
import eu.parvis.crypto.PasswordPolicy;
import eu.parvis.crypto.Secret;
import eu.parvis.http.Browser;
import eu.parvis.http.Input;
import eu.parvis.signin.recovery.Links;
import eu.parvis.values.EmailAddress;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Nasty values at sign-in: they cause no failure, and passwords are not shown again. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SigninBadInputTest {

    private static final String LINK = "q7Zr0Yx2mP4s6V8uB1nD3fG5hJ7kL9wE0tRyUiOpAsD";
    private static final String CHOSEN = "Cormoran-gris.48";

    /** The answer must not reveal whether a login exists, so any text is accepted. */
    private static final List<FieldRule> CREDENTIALS =
            List.of(required("login", NO_LOGIN), secret("password", EMPTY_OR_ENDLESS));

    private static final List<FieldRule> CHOICE =
            List.of(secret("password", ALL).alsoIn("passwordConfirmation"), secret("passwordConfirmation", ALL));

    private Door door;
    private Account nolwenn;

    @BeforeAll
    void open(Vertx vertx) {
        door = new Door(vertx, Map.of());
        nolwenn = Await.done(new AccountStore().byId(door.site.sql, People.NOLWENN))
                .orElseThrow();
    }

    @TestFactory
    Stream<DynamicContainer> theFormThatSignsIn() {
        var form = List.of("returnTo", "/users?done=sent", "login", "KM402716", "password", "Not.the-1");
        return new FormTrial(this::calm, "/sign-in", form, CREDENTIALS)
                .otherwise(401)
                .hiding(SigninInput.SECRETS)
                .readBy(SigninBadInputTest::readCredentials)
                .tests();
    }

    /** A browser without used-up attempts. */
    private Browser calm() {
        door.tables.execute("DELETE FROM attempt");
        return door.browser();
    }

    @TestFactory
    Stream<DynamicContainer> theCallThatSignsIn() {
        var body = JsonObject.of("login", "KM402716", "password", "Not.the-1");
        Function<Buffer, Exchange> call = sent -> {
            door.tables.execute("DELETE FROM attempt");
            return send(HttpMethod.POST, "/sessions", sent);
        };
        return new ApiTrial(call, body, CREDENTIALS, 401)
                .readBy(SigninBadInputTest::readCredentials)
                .tests();
    }

    private static void readCredentials(Input in) {
        SigninInput.credentials(in);
        in.end();
    }

    private Exchange send(HttpMethod method, String path, Buffer body) {
        return Await.done(door.api().send(method, path, body));
    }

    @TestFactory
    Stream<DynamicContainer> theFormOfTheForgottenIdentifier() {
        return new FormTrial(door::browser, "/forgot-identifier", List.of("email", "no@one.example"), emailRules())
                .readBy(SigninBadInputTest::readEmail)
                .tests();
    }

    @TestFactory
    Stream<DynamicContainer> theCallForTheForgottenIdentifier() {
        return new ApiTrial(
                        sent -> send(HttpMethod.POST, "/recoveries/identifier", sent),
                        JsonObject.of("email", "no@one.example"),
                        emailRules(),
                        202)
                .readBy(SigninBadInputTest::readEmail)
                .tests();
    }

    private static void readEmail(Input in) {
        in.required("email", EmailAddress::parse);
        in.end();
    }

    private static List<FieldRule> emailRules() {
        return List.of(required("email", ALL));
    }

    @TestFactory
    Stream<DynamicContainer> theFormOfTheForgottenPassword() {
        return new FormTrial(door::browser, "/forgot-password", List.of("login", "ZZ999999"), loginRules())
                .readBy(SigninBadInputTest::readLogin)
                .tests();
    }

    @TestFactory
    Stream<DynamicContainer> theCallForTheForgottenPassword() {
        return new ApiTrial(
                        sent -> send(HttpMethod.POST, "/recoveries/password", sent),
                        JsonObject.of("login", "ZZ999999"),
                        loginRules(),
                        202)
                .readBy(SigninBadInputTest::readLogin)
                .tests();
    }

    @TestFactory
    Stream<DynamicContainer> theFormThatAsksForALinkToSignIn() {
        return new FormTrial(door::browser, "/sign-in/link", List.of("login", "ZZ999999"), loginRules())
                .readBy(SigninBadInputTest::readLogin)
                .tests();
    }

    @TestFactory
    Stream<DynamicContainer> theCallThatAsksForALinkToSignIn() {
        return new ApiTrial(
                        sent -> send(HttpMethod.POST, "/recoveries/sign-in-link", sent),
                        JsonObject.of("login", "ZZ999999"),
                        loginRules(),
                        202)
                .readBy(SigninBadInputTest::readLogin)
                .tests();
    }

    /** An unknown link is answered like an expired one. */
    @TestFactory
    Stream<DynamicContainer> theCallThatSignsInByLink() {
        var rules = List.of(required("token", Set.of(NOTHING, BLANKS)));
        return new ApiTrial(
                        sent -> send(HttpMethod.POST, "/sessions/by-link", sent),
                        JsonObject.of("token", "no link of ours"),
                        rules,
                        410)
                .tests();
    }

    private static void readLogin(Input in) {
        in.required("login", Login::parse);
        in.end();
    }

    private static List<FieldRule> loginRules() {
        return List.of(required("login", NO_LOGIN));
    }

    @TestFactory
    Stream<DynamicContainer> theFormOfTheNewPassword() {
        mailLink();
        var browser = door.browser();
        var path = browser.get("/new-password?token=" + LINK).getHeader("Location");
        var form = List.of("password", CHOSEN, "passwordConfirmation", CHOSEN);
        return new FormTrial(() -> browser, path, form, CHOICE)
                .hiding(PasswordInput.SECRETS)
                .readBy(this::readChoice)
                .tests();
    }

    private void mailLink() {
        door.tables.execute("DELETE FROM recovery");
        var now = door.site.clock.instant();
        Links.add(door.site, LINK, People.NOLWENN, now.plus(Duration.ofMinutes(30)));
    }

    @TestFactory
    Stream<DynamicContainer> theCallThatChoosesANewPassword() {
        mailLink();
        return new ApiTrial(this::choose, choice(LINK), CHOICE, 204)
                .readBy(in -> {
                    in.required("token", Secret::new);
                    readChoice(in);
                })
                .tests();
    }

    private void readChoice(Input in) {
        var choice = PasswordInput.choice(in);
        in.end();
        choice.require(PasswordPolicy.MIXED, nolwenn, List.of());
    }

    /** An unknown link is answered like an expired one. */
    @TestFactory
    Stream<DynamicContainer> theLinkOfTheCallThatChoosesANewPassword() {
        var rules = List.of(required("token", Set.of(NOTHING, BLANKS)));
        return new ApiTrial(this::choose, choice("no link of ours"), rules, 410).tests();
    }

    private Exchange choose(Buffer body) {
        return send(HttpMethod.PUT, "/recoveries/password", body);
    }

    @TestFactory
    Stream<DynamicContainer> theCallThatActsForAnotherOrganisation() {
        door.tables.execute("DELETE FROM attempt");
        var session = door.api().post("/sessions", credentials()).json().getString("token");
        return new ApiTrial(
                        sent -> Await.done(door.api()
                                .bearer(session)
                                .send(HttpMethod.PUT, "/sessions/current/organisation", sent)),
                        JsonObject.of("organisation", People.MENUISERIE.toString()),
                        List.of(required("organisation", ALL)),
                        204)
                .readBy(in -> {
                    in.required("organisation", SigninInput::id);
                    in.end();
                })
                .tests();
    }

    private static JsonObject credentials() {
        return JsonObject.of("login", "KM402716", "password", Door.PASSWORD);
    }

    @TestFactory
    Stream<DynamicTest> theButtonThatActsForAnotherOrganisation() {
        var browser = calm();
        browser.post("/sign-in", "login", "KM402716", "password", Door.PASSWORD);
        return new ValueTrial(ALL, value -> Answer.of(browser.post("/organisation/switch", "organisation", value)), 400)
                .tests();
    }

    private static JsonObject choice(String token) {
        return JsonObject.of("token", token, "password", CHOSEN, "passwordConfirmation", CHOSEN);
    }
}
