package eu.parvis.registration.person;

import static eu.parvis.badinput.FieldRule.required;
import static eu.parvis.badinput.FieldRule.secret;
import static eu.parvis.badinput.NastyValue.ALL;
import static eu.parvis.badinput.NastyValue.BLANKS;
import static eu.parvis.badinput.NastyValue.IN_ADDRESS;
import static eu.parvis.badinput.NastyValue.NOTHING;
import static eu.parvis.badinput.NastyValue.NO_NAME;
import static eu.parvis.badinput.ValueTrial.inAddress;

import eu.parvis.Await;
import eu.parvis.account.PasswordInput;
import eu.parvis.account.PasswordSettings;
import eu.parvis.api.ApiClient;
import eu.parvis.api.Exchange;
import eu.parvis.badinput.ApiTrial;
import eu.parvis.badinput.FieldRule;
import eu.parvis.badinput.FormTrial;
import eu.parvis.badinput.FormTrial.Opened;
import eu.parvis.badinput.ValueTrial;
import eu.parvis.badinput.ValueTrial.Answer;
import eu.parvis.crypto.PasswordPolicy;
import eu.parvis.crypto.VerificationCode;
import eu.parvis.http.Input;
import eu.parvis.http.PersonInput;
import eu.parvis.http.SecretFields;
import eu.parvis.http.TypedTwice;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Nasty values at the door of a person: they cause no failure, and only passwords and codes must be typed again. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PersonBadInputTest {

    private static final List<FieldRule> PERSON = List.of(
            required("person.firstName", NO_NAME),
            required("person.lastName", NO_NAME),
            required("person.email", ALL),
            secret("password", ALL).alsoIn("passwordConfirmation"),
            secret("passwordConfirmation", ALL));

    private static final List<FieldRule> ADDRESS = List.of(required("email", ALL), required("emailConfirmation", ALL));

    private static final List<FieldRule> CODE = List.of(secret("code", ALL));
    private static final String OTHER = "nolwenn@kervella2.example";

    private PersonDoor door;
    private PasswordPolicy policy;

    @BeforeAll
    void open(Vertx vertx) {
        door = new PersonDoor(vertx);
        policy = door.portal.configuration.get(PasswordSettings.class).policy();
    }

    private void forgetAll() {
        door.portal.database.execute("DELETE FROM mail");
        door.portal.database.execute("DELETE FROM person_registration");
    }

    private static Stream<FieldRule> and(FieldRule rule) {
        return Stream.concat(PERSON.stream(), Stream.of(rule));
    }

    // --- The form -----------------------------------------------------------------------------------------------

    @TestFactory
    Stream<DynamicContainer> theFormOfAPerson() {
        return new FormTrial(door.portal::browser, "/register/person", List.of(PersonDoor.form()), PERSON)
                .beforeEach(this::forgetAll)
                .hiding(PasswordInput.SECRETS)
                .readBy(in -> {
                    RegistrationFormInput.read(in, policy);
                    in.end();
                })
                .tests();
    }

    @TestFactory
    Stream<DynamicContainer> theCallThatRegistersAPerson() {
        return new ApiTrial(
                        body -> {
                            forgetAll();
                            return send(door.portal.api(), HttpMethod.POST, "/registrations/people", body);
                        },
                        PersonDoor.body(PersonDoor.EMAIL),
                        and(required("language", ALL)).toList(),
                        201)
                .readBy(in -> {
                    RegistrationFormInput.read(in, policy);
                    PersonInput.language(in);
                    in.end();
                })
                .tests();
    }

    private static Exchange send(ApiClient api, HttpMethod method, String path, Buffer body) {
        return Await.done(api.send(method, path, body));
    }

    // --- The waiting page ---------------------------------------------------------------------------------------

    @TestFactory
    Stream<DynamicContainer> theFormOfTheCode() {
        return new FormTrial(() -> opened("/code"), form("code", "123456"), CODE)
                .hiding(SecretFields.of("code"))
                .readBy(PersonBadInputTest::readCode)
                .tests();
    }

    private static MultiMap form(String... pairs) {
        var form = MultiMap.caseInsensitiveMultiMap();
        for (var i = 0; i < pairs.length; i += 2) {
            form.add(pairs[i], pairs[i + 1]);
        }
        return form;
    }

    private static void readCode(Input in) {
        in.secret(
                "code",
                "error.code.missing",
                text -> VerificationCode.parse(text).digits());
        in.end();
    }

    /** The target of a form on the waiting page, in a browser that has just registered. */
    private Opened opened(String target) {
        forgetAll();
        var browser = door.portal.browser();
        return new Opened(browser, PersonDoor.register(browser) + target);
    }

    @TestFactory
    Stream<DynamicContainer> theCallWithTheCode() {
        return new ApiTrial(
                        body -> {
                            var own = registered();
                            return send(own.api, HttpMethod.PUT, own.path + "/verification", body);
                        },
                        JsonObject.of("code", "123456"),
                        CODE,
                        204)
                .readBy(PersonBadInputTest::readCode)
                .tests();
    }

    private record Own(ApiClient api, String path) {}

    private Own registered() {
        forgetAll();
        var answer = door.portal.api().post("/registrations/people", PersonDoor.body(PersonDoor.EMAIL));
        var json = answer.json();
        return new Own(
                door.portal.api().bearer(json.getString("token")), "/registrations/people/" + json.getString("id"));
    }

    @TestFactory
    Stream<DynamicContainer> theFormThatCorrectsTheAddress() {
        return new FormTrial(() -> opened("/email"), form("email", OTHER, "emailConfirmation", OTHER), ADDRESS)
                .readBy(PersonBadInputTest::readAddress)
                .tests();
    }

    private static void readAddress(Input in) {
        TypedTwice.email(in);
        in.end();
    }

    @TestFactory
    Stream<DynamicContainer> theCallThatCorrectsTheAddress() {
        return new ApiTrial(
                        body -> {
                            var own = registered();
                            return send(own.api, HttpMethod.PUT, own.path + "/email", body);
                        },
                        JsonObject.of("email", OTHER, "emailConfirmation", OTHER),
                        ADDRESS,
                        200)
                .readBy(PersonBadInputTest::readAddress)
                .tests();
    }

    /** The form has no visible field: a page of ours never sends these values. */
    @TestFactory
    Stream<DynamicTest> theFormThatSendsTheMailAgain() {
        var own = opened("/mails");
        return new ValueTrial(ALL, value -> Answer.of(own.browser().post(own.path(), "kind", value)), 400).tests();
    }

    @TestFactory
    Stream<DynamicContainer> theCallThatSendsTheMailAgain() {
        return new ApiTrial(
                        body -> {
                            var own = registered();
                            door.portal.clock.advance(Duration.ofMinutes(3));
                            return send(own.api, HttpMethod.POST, own.path + "/mails", body);
                        },
                        JsonObject.of("kind", "VERIFICATION"),
                        List.of(required("kind", ALL)),
                        202)
                .tests();
    }

    // --- Links --------------------------------------------------------------------------------------------------

    /** An unknown link is answered like an expired one. */
    @TestFactory
    Stream<DynamicContainer> theCallWithTheLink() {
        return new ApiTrial(
                        body -> send(door.portal.api(), HttpMethod.PUT, "/verifications", body),
                        JsonObject.of("token", "no link of ours"),
                        List.of(required("token", Set.of(NOTHING, BLANKS))),
                        410)
                .tests();
    }

    @TestFactory
    Stream<DynamicTest> theMailedLink() {
        return new ValueTrial(
                        IN_ADDRESS,
                        value -> Answer.of(door.portal.browser().get("/verify?token=" + inAddress(value))),
                        400)
                .tests();
    }

    @TestFactory
    Stream<DynamicTest> theAddressOfAnOpenedLink() {
        return new ValueTrial(
                        IN_ADDRESS, value -> Answer.of(door.portal.browser().post("/verify/" + inAddress(value))), 400)
                .tests();
    }

    @TestFactory
    Stream<DynamicTest> theAddressOfAWaitingPage() {
        return new ValueTrial(
                        IN_ADDRESS,
                        value -> Answer.of(
                                door.portal.browser().get("/register/person/" + inAddress(value) + "/waiting")),
                        404)
                .tests();
    }

    /** The language button answers only the two languages; any other value counts as no button. */
    @TestFactory
    Stream<DynamicTest> theButtonOfTheLanguage() {
        return new ValueTrial(
                        ALL, value -> Answer.of(door.portal.browser().post("/register/person", "lang", value)), 400)
                .tests();
    }
}
