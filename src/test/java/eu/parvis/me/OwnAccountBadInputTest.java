package eu.parvis.me;

import static eu.parvis.badinput.FieldRule.optional;
import static eu.parvis.badinput.FieldRule.required;
import static eu.parvis.badinput.FieldRule.secret;
import static eu.parvis.badinput.NastyValue.ALL;
import static eu.parvis.badinput.NastyValue.BLANKS;
import static eu.parvis.badinput.NastyValue.IN_ADDRESS;
import static eu.parvis.badinput.NastyValue.NOTHING;
import static eu.parvis.badinput.NastyValue.NO_NAME;
import static eu.parvis.badinput.ValueTrial.inAddress;

import eu.parvis.Await;
import eu.parvis.account.Account;
import eu.parvis.account.AccountStore;
import eu.parvis.api.ApiClient;
import eu.parvis.api.Exchange;
import eu.parvis.badinput.ApiTrial;
import eu.parvis.badinput.FieldRule;
import eu.parvis.badinput.FormTrial;
import eu.parvis.badinput.ValueTrial;
import eu.parvis.badinput.ValueTrial.Answer;
import eu.parvis.http.Browser;
import eu.parvis.http.Input;
import eu.parvis.http.SecretFields;
import eu.parvis.http.TypedTwice;
import eu.parvis.me.MeApi.By;
import eu.parvis.signin.password.People;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Nasty values on the pages "My account" and in the calls of {@code /me}. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OwnAccountBadInputTest {

    private static final By BY = new By(new UUID(0, 1), new UUID(0, 2), "192.0.2.7");
    private static final String OTHER_ADDRESS = "nolwenn@voilerie.example";

    /** Only the database knows which one is right. */
    private static final String CURRENT = "currentPassword";

    private static final List<FieldRule> PROFILE = List.of(
            required("firstName", NO_NAME),
            required("lastName", NO_NAME),
            optional("phone", ALL),
            required("language", ALL));

    /** Of a call, in which an empty text counts as left out, except as a choice. */
    private static final List<FieldRule> CHANGES = List.of(
            optional("firstName", NO_NAME),
            optional("lastName", NO_NAME),
            optional("phone", ALL),
            new FieldRule("language", ALL, true, false, Optional.empty()));

    private static final List<FieldRule> PASSWORDS = List.of(
            secret(CURRENT, ALL),
            secret("password", ALL).alsoIn("passwordConfirmation"),
            secret("passwordConfirmation", ALL));

    private static final List<FieldRule> ADDRESS = List.of(required("email", ALL), required("emailConfirmation", ALL));

    private OwnAccount own;
    private Account nolwenn;

    @BeforeAll
    void open(Vertx vertx) {
        own = new OwnAccount(vertx);
        nolwenn = Await.done(new AccountStore().byId(own.portal.sql, People.NOLWENN))
                .orElseThrow();
    }

    /** As if nothing had been typed or sent before. */
    private void forgetAll() {
        for (var table : List.of("attempt", "mail", "draft", "email_change")) {
            own.portal.database.execute("DELETE FROM " + table);
        }
    }

    private Browser browser() {
        forgetAll();
        return own.browser();
    }

    private Exchange send(HttpMethod method, String path, Buffer body) {
        forgetAll();
        own.portal.database.execute("UPDATE account SET password_hash = '" + hash() + "'");
        return Await.done(own.program().send(method, path, body));
    }

    private String hash;

    private String hash() {
        if (hash == null) {
            hash = own.hash(OwnAccount.PASSWORD);
        }
        return hash;
    }

    // --- Profile ------------------------------------------------------------------------------------------------

    @TestFactory
    Stream<DynamicContainer> theFormOfTheProfile() {
        var form = List.of("firstName", "Nolwenn", "lastName", "Le Goff", "phone", "02 61 91 24 11", "language", "en");
        return new FormTrial(this::browser, "/account/profile", form, PROFILE)
                .readBy(in -> MeInput.profile(in, BY, nolwenn))
                .tests();
    }

    @TestFactory
    Stream<DynamicContainer> theCallThatChangesTheProfile() {
        var body =
                JsonObject.of("firstName", "Nolwenn", "lastName", "Le Goff", "phone", "+33261912411", "language", "en");
        return new ApiTrial(sent -> send(HttpMethod.PATCH, "/me", sent), body, CHANGES, 200)
                .readBy(in -> MeInput.changes(in, BY, nolwenn))
                .tests();
    }

    // --- Password -----------------------------------------------------------------------------------------------

    @TestFactory
    Stream<DynamicContainer> theFormOfThePassword() {
        var form = List.of(
                CURRENT, OwnAccount.PASSWORD, "password", OwnAccount.OTHER, "passwordConfirmation", OwnAccount.OTHER);
        return new FormTrial(this::browser, "/account/password", form, PASSWORDS)
                .beforeEach(this::forgetAll)
                .hiding(MeInput.PASSWORDS)
                .readBy(OwnAccountBadInputTest::readPassword, CURRENT, "password", "passwordConfirmation")
                .tests();
    }

    private static void readPassword(Input in) {
        MeInput.password(in, BY, false, Optional.empty());
    }

    @TestFactory
    Stream<DynamicContainer> theCallThatChangesThePassword() {
        var body = JsonObject.of(
                CURRENT, OwnAccount.PASSWORD, "password", OwnAccount.OTHER, "passwordConfirmation", OwnAccount.OTHER);
        return new ApiTrial(sent -> send(HttpMethod.PUT, "/me/password", sent), body, PASSWORDS, 200)
                .readBy(OwnAccountBadInputTest::readPassword, CURRENT, "password", "passwordConfirmation")
                .tests();
    }

    // --- Proof --------------------------------------------------------------------------------------------------

    @TestFactory
    Stream<DynamicContainer> theFormThatAsksForThePasswordAgain() {
        var form = List.of("returnTo", "/account/sessions", "proof", OwnAccount.PASSWORD);
        return new FormTrial(this::browser, "/account/confirm", form, List.of(secret("proof", ALL)))
                .beforeEach(this::forgetAll)
                .hiding(SecretFields.of("proof"))
                .tests();
    }

    @TestFactory
    Stream<DynamicContainer> theCallThatProvesThePassword() {
        return new ApiTrial(
                        sent -> send(HttpMethod.PUT, "/me/proof", sent),
                        JsonObject.of("password", OwnAccount.PASSWORD),
                        List.of(secret("password", ALL)),
                        204)
                .tests();
    }

    // --- E-mail address -----------------------------------------------------------------------------------------

    @TestFactory
    Stream<DynamicContainer> theFormOfTheAddress() {
        var form = List.of("email", OTHER_ADDRESS, "emailConfirmation", OTHER_ADDRESS);
        return new FormTrial(this::browser, "/account/email", form, ADDRESS)
                .readBy(OwnAccountBadInputTest::readAddress)
                .tests();
    }

    private static void readAddress(Input in) {
        TypedTwice.email(in);
        in.end();
    }

    @TestFactory
    Stream<DynamicContainer> theCallThatChangesTheAddress() {
        return new ApiTrial(
                        sent -> send(HttpMethod.PUT, "/me/email", sent),
                        JsonObject.of("email", OTHER_ADDRESS, "emailConfirmation", OTHER_ADDRESS),
                        ADDRESS,
                        202)
                .readBy(OwnAccountBadInputTest::readAddress)
                .tests();
    }

    @TestFactory
    Stream<DynamicTest> theMailedLinks() {
        return Stream.of("/email-change?token=", "/email-undo?token=", "/email-change/", "/email-undo/")
                .flatMap(path -> new ValueTrial(
                                IN_ADDRESS, value -> Answer.of(browser().get(path + inAddress(value))), 400)
                        .tests());
    }

    // --- Sessions and organisations -----------------------------------------------------------------------------

    @TestFactory
    Stream<DynamicTest> theSessionThatIsClosed() {
        var browser = browser();
        return new ValueTrial(ALL, value -> Answer.of(browser.post("/account/sessions/end", "session", value)), 404)
                .tests();
    }

    @TestFactory
    Stream<DynamicTest> theSessionThatAProgramCloses() {
        return new ValueTrial(IN_ADDRESS, value -> Answer.of(program().delete("/me/sessions/" + inAddress(value))), 404)
                .tests();
    }

    private ApiClient program() {
        forgetAll();
        return own.program();
    }

    @TestFactory
    Stream<DynamicTest> theOrganisationThatIsLeft() {
        var browser = browser();
        return new ValueTrial(
                        IN_ADDRESS,
                        value -> Answer.of(
                                browser.post("/account/organisations/" + inAddress(value), "confirmation", "true")),
                        404)
                .tests();
    }

    @TestFactory
    Stream<DynamicTest> theConfirmationOfLeaving() {
        var browser = browser();
        return new ValueTrial(
                        Set.of(NOTHING, BLANKS),
                        value -> Answer.of(
                                browser.post("/account/organisations/" + People.MENUISERIE, "confirmation", value)),
                        400)
                .tests();
    }
}
