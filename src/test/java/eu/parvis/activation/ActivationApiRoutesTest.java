package eu.parvis.activation;

import static eu.parvis.activation.StepBodies.challenges;
import static eu.parvis.activation.StepBodies.contacts;
import static eu.parvis.activation.StepBodies.other;
import static eu.parvis.activation.StepBodies.password;
import static eu.parvis.activation.StepBodies.user;
import static eu.parvis.activation.StepBodies.users;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.account.Account.Step;
import eu.parvis.api.ApiClient;
import eu.parvis.api.Exchange;
import eu.parvis.mail.Occasion;
import eu.parvis.session.SessionApi.Channel;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The wizard through the API. */
@ExtendWith(VertxExtension.class)
class ActivationApiRoutesTest {

    private Newcomers newcomers;
    private ApiClient api;

    @BeforeEach
    void open(Vertx vertx) {
        newcomers = new Newcomers(vertx);
        api = newcomers.portal.api().language("en");
    }

    @Test
    void aFounderWalksTheWholeWay() {
        var nolwenn = newcomers.founder();
        var client = client(nolwenn);
        assertEquals("PASSWORD", stepOf(client.get("/activation")));

        var password = client.put("/activation/password", password(Newcomers.CHOSEN));
        assertEquals("CONTACTS", stepOf(password));
        assertEquals("USERS", stepOf(client.put("/activation/contacts", contacts())));
        assertEquals("CHALLENGES", stepOf(client.put("/activation/users", users(user(Newcomers.MAEL)))));
        var done = client.put("/activation/challenges", challenges());

        assertEquals("DONE", stepOf(done));
        assertEquals("OPEN", done.json().getJsonObject("session").getString("state"));
        assertEquals("DONE", stepOf(api.bearer(token(done)).get("/activation")));
        assertEquals(
                "ACTIVE|DONE|CHOSEN",
                newcomers.row("SELECT state, step, password_kind FROM account WHERE id = '" + nolwenn + "'"));
        assertEquals("ACTIVE", newcomers.row("SELECT state FROM organisation"));
        assertEquals("ACTIVE", newcomers.row("SELECT state FROM member WHERE founder"));
        assertEquals(
                List.of(
                        "ACTIVATION_PASSWORD_CHOSEN DONE",
                        "ACTIVATION_CONTACTS_GIVEN DONE",
                        "USER_ADDED DONE",
                        "ACTIVATION_USERS_GIVEN DONE",
                        "ACTIVATION_CHALLENGES_CHOSEN DONE",
                        "ACCOUNT_ACTIVATED DONE",
                        "ORGANISATION_ACTIVATED DONE"),
                newcomers.portal.journal());
    }

    @Test
    void whoWasInvitedTakesTheShortWay() {
        newcomers.founder();
        var yann = newcomers.invited();
        var client = client(yann);

        var password = client.put("/activation/password", password(Newcomers.CHOSEN));
        assertEquals("CHALLENGES", stepOf(password));
        assertWrongStep("CHALLENGES", client.put("/activation/contacts", contacts()));
        assertWrongStep("CHALLENGES", client.put("/activation/users", users()));

        assertEquals("DONE", stepOf(client.put("/activation/challenges", challenges())));
        assertEquals("ACTIVE", newcomers.row("SELECT state FROM member WHERE account_id = '" + yann + "'"));
        assertEquals("PENDING", newcomers.row("SELECT state FROM organisation"));
    }

    @ParameterizedTest
    @EnumSource(names = "DONE", mode = EnumSource.Mode.EXCLUDE)
    void noStepIsSkippedAndTheAttemptIsWrittenDown(Step standing) {
        var nolwenn = newcomers.founder();
        newcomers.standsAt(nolwenn, standing);
        var client = client(nolwenn);
        var later = Stream.of(Step.values())
                .filter(step -> step.compareTo(standing) > 0 && step != Step.DONE)
                .toList();

        for (var step : later) {
            assertWrongStep(standing.name(), client.put(ActivationPages.path(step), StepBodies.of(step)));
        }

        assertEquals(standing.name(), stepOf(client.get("/activation")));
        assertEquals(
                later.stream().map(step -> "ACTIVATION_STEP_REFUSED REFUSED").toList(), newcomers.portal.journal());
        assertEquals(
                "0|0|0",
                newcomers.row("SELECT (SELECT count(*) FROM contact), (SELECT count(*) FROM mail),"
                        + " (SELECT count(*) FROM challenge_set)"));
    }

    @Test
    void aPasswordIsChosenOnce() {
        var nolwenn = newcomers.founder();
        newcomers.standsAt(nolwenn, Step.USERS);
        var hash = newcomers.row("SELECT password_hash FROM account");

        assertWrongStep("USERS", client(nolwenn).put("/activation/password", password("Autre.chose-8")));

        assertEquals(hash, newcomers.row("SELECT password_hash FROM account"));
        assertEquals(List.of(), newcomers.portal.journal());
    }

    @Test
    void whoNamesSomebodyElseAsLegalRepresentativeIsNoneThemselves() {
        var nolwenn = newcomers.founder();
        newcomers.standsAt(nolwenn, Step.CONTACTS);
        var client = client(nolwenn);
        var hubert = other("Hubert", "Kervella");
        var sameAsLegal = new JsonObject().put("who", "LEGAL_REPRESENTATIVE");

        client.put("/activation/contacts", contacts().put("legalRepresentative", hubert));
        assertEquals("{BILLING_CONTACT,ADMINISTRATOR,TECHNICAL_CONTACT,USER}", rolesOf(nolwenn));

        client.put(
                "/activation/contacts",
                contacts().put("legalRepresentative", hubert).put("billingContact", sameAsLegal));
        assertEquals("{ADMINISTRATOR,TECHNICAL_CONTACT,USER}", rolesOf(nolwenn));

        client.put("/activation/contacts", contacts().put("billingContact", sameAsLegal));
        assertEquals("{LEGAL_REPRESENTATIVE,BILLING_CONTACT,ADMINISTRATOR,TECHNICAL_CONTACT,USER}", rolesOf(nolwenn));
    }

    private String rolesOf(UUID account) {
        return newcomers.row("SELECT roles FROM member WHERE account_id = '" + account + "'");
    }

    @Test
    void theWizardInvitesOnlySoManyStrangersADay() {
        var nolwenn = newcomers.founder();
        newcomers.standsAt(nolwenn, Step.USERS);
        newcomers.haveBeenInvitedToday(199);

        var refused =
                client(nolwenn).put("/activation/users", users(user(Newcomers.MAEL), user("enora@kervella.example")));

        assertEquals(429, refused.status());
        assertEquals("users.invitedTooMany", refused.code());
        assertEquals("0", newcomers.row("SELECT count(*) FROM mail"), "all of them or none");
        assertEquals("CHALLENGES", stepOf(client(nolwenn).put("/activation/users", users(user(Newcomers.MAEL)))));
    }

    @Test
    void contactsAndUsersCanBeGivenAgain() {
        var nolwenn = newcomers.founder();
        newcomers.standsAt(nolwenn, Step.CONTACTS);
        var client = client(nolwenn);
        client.put("/activation/contacts", contacts().put("administrativeContact", other("Erwan", "Tanguy")));
        client.put("/activation/users", users(user(Newcomers.MAEL)));

        var again = client.put(
                "/activation/contacts",
                new JsonObject()
                        .putNull("administrativeContact")
                        .put("legalRepresentative", other("Maël", "Cariou").put("who", "OTHER"))
                        .put("billingContact", new JsonObject().put("who", "LEGAL_REPRESENTATIVE")));
        client.put("/activation/users", users(user(Newcomers.MAEL), user("enora@kervella.example")));

        assertEquals("CHALLENGES", stepOf(again));
        assertEquals(
                List.of("BILLING_CONTACT|Maël|Cariou|", "LEGAL_REPRESENTATIVE|Maël|Cariou|"),
                newcomers.rows("SELECT kind, first_name, last_name, account_id FROM contact ORDER BY kind"));
        assertEquals(
                List.of("enora@kervella.example|2", Newcomers.MAEL + "|2"),
                newcomers.rows("SELECT recipient, count(*) FROM mail GROUP BY recipient ORDER BY recipient"));
    }

    @Test
    void afterTheEndNoStepIsTakenAgain() {
        var yann = newcomers.invited();
        newcomers.standsAt(yann, Step.CHALLENGES);
        var open = api.bearer(token(client(yann).put("/activation/challenges", challenges())));

        for (var step : List.of(Step.PASSWORD, Step.CONTACTS, Step.USERS, Step.CHALLENGES)) {
            assertWrongStep("DONE", open.put(ActivationPages.path(step), StepBodies.of(step)));
        }
    }

    // --- Step 1 -----------------------------------------------------------------------------------------------

    @Test
    void withTheNewPasswordTheTemporaryOneAndItsSessionsAndMailsAreWorthNothing() {
        var nolwenn = newcomers.founder();
        newcomers.mailWaits(Occasion.PASSWORD, Newcomers.NOLWENN);
        newcomers.mailWaits(Occasion.PASSWORD, Newcomers.YANN);
        var elsewhere = client(nolwenn);
        var here = client(nolwenn);

        var chosen = here.put("/activation/password", password(Newcomers.CHOSEN));

        assertEquals("CONTACTS", stepOf(chosen));
        assertEquals(200, here.get("/activation").status());
        assertEquals(401, elsewhere.get("/activation").status());
        var hash = newcomers.row("SELECT password_hash FROM account");
        assertTrue(newcomers.isHashOf(hash, Newcomers.CHOSEN));
        assertFalse(newcomers.isHashOf(hash, Newcomers.TEMPORARY));
        assertEquals(
                List.of(Newcomers.NOLWENN + "|CANCELLED|t", Newcomers.YANN + "|QUEUED|f"),
                newcomers.rows("SELECT recipient, state, sealed IS NULL FROM mail ORDER BY recipient"));
    }

    @Test
    void theTemporaryPasswordIsNoNewOne() {
        var client = client(newcomers.founder());

        var refused = client.put("/activation/password", password(Newcomers.TEMPORARY));

        assertEquals("error.password.temporary", refused.codeAt("password"));
        assertEquals("PASSWORD", stepOf(client.get("/activation")));
    }

    @Test
    void everyRuleThatAPasswordBreaksIsNamed() {
        var client = client(newcomers.founder());

        var short1 = client.put(
                "/activation/password", new JsonObject().put("password", "xqz").put("passwordConfirmation", "xqw"));
        var context = client.put("/activation/password", password("Kervella-2026"));
        var organisation = client.put("/activation/password", password("Menuiserie-2026"));

        assertEquals(
                List.of(
                        "password error.password.length",
                        "password error.password.upper",
                        "password error.password.digit",
                        "password error.password.special",
                        "passwordConfirmation error.password.differs"),
                errors(short1));
        assertEquals("error.password.context", context.codeAt("password"));
        assertEquals("error.password.context", organisation.codeAt("password"));
    }

    // --- Step 2 -----------------------------------------------------------------------------------------------

    @Test
    void aContactIsMyselfAnotherContactOrSomebodyWithoutAnAccount() {
        var nolwenn = newcomers.founder();
        newcomers.standsAt(nolwenn, Step.CONTACTS);

        client(nolwenn)
                .put(
                        "/activation/contacts",
                        new JsonObject()
                                .put(
                                        "legalRepresentative",
                                        new JsonObject().put("who", "ME").putNull("person"))
                                .put("billingContact", other("Erwan", "Tanguy"))
                                .put("administrativeContact", new JsonObject().put("who", "LEGAL_REPRESENTATIVE")));

        assertEquals(
                List.of(
                        "ADMINISTRATIVE_CONTACT|Nolwenn Kervella|" + Newcomers.NOLWENN + "||" + nolwenn,
                        "BILLING_CONTACT|Erwan Tanguy|compta@kervella.example|+33261912461|",
                        "LEGAL_REPRESENTATIVE|Nolwenn Kervella|" + Newcomers.NOLWENN + "||" + nolwenn),
                newcomers.rows("SELECT kind, first_name || ' ' || last_name, email, phone, account_id FROM contact"
                        + " ORDER BY kind"));
        assertEquals("1", newcomers.row("SELECT count(*) FROM account"));
    }

    @Test
    void aContactWhoIsAUserIsThatUser() {
        var nolwenn = newcomers.founder();
        var yann = newcomers.invited();
        newcomers.standsAt(nolwenn, Step.CONTACTS);
        var named = other("Yann", "Le Goff");
        named.getJsonObject("person").put("email", "YANN@kervella.example");

        client(nolwenn).put("/activation/contacts", contacts().put("billingContact", named));

        assertEquals(yann.toString(), newcomers.row("SELECT account_id FROM contact WHERE kind = 'BILLING_CONTACT'"));
    }

    @Test
    void somebodyElseIsNamedWhereTheyAreAndOnlyThere() {
        var nolwenn = newcomers.founder();
        newcomers.standsAt(nolwenn, Step.CONTACTS);

        var wrong = client(nolwenn)
                .put(
                        "/activation/contacts",
                        new JsonObject()
                                .put("legalRepresentative", new JsonObject().put("who", "LEGAL_REPRESENTATIVE"))
                                .put("billingContact", new JsonObject().put("who", "OTHER"))
                                .put(
                                        "administrativeContact",
                                        other("Erwan", "Tanguy").put("who", "ME")));

        assertEquals(
                List.of(
                        "legalRepresentative.who error.choice",
                        "billingContact.person.firstName error.required",
                        "billingContact.person.lastName error.required",
                        "billingContact.person.email error.required",
                        "administrativeContact.person error.unknown"),
                errors(wrong));
    }

    // --- Step 3 -----------------------------------------------------------------------------------------------

    @Test
    void eachUserGetsTheirRolesAndTheTwoMails() {
        var nolwenn = newcomers.founder();
        newcomers.standsAt(nolwenn, Step.USERS);

        client(nolwenn)
                .put(
                        "/activation/users",
                        users(user(Newcomers.MAEL)
                                .put("roles", new JsonArray().add("MANDATORY").add("TECHNICAL_CONTACT"))));

        assertEquals(
                Newcomers.MAEL + "|PENDING|PASSWORD|INVITED|{CERTIFICATION_AGENT,TECHNICAL_CONTACT}|f|" + nolwenn,
                newcomers.row("SELECT email, account.state, step, member.state, roles, founder, invited_by FROM member"
                        + " JOIN account ON account.id = account_id WHERE NOT founder"));
        assertEquals(
                List.of(
                        "0|invitation-identifier|" + Newcomers.MAEL + "|t",
                        "1|invitation-password|" + Newcomers.MAEL + "|f"),
                newcomers.rows("SELECT position, occasion, recipient, sealed IS NULL FROM mail ORDER BY position"));
    }

    @Test
    void twoRowsForOneAddressAreOneInvitation() {
        var nolwenn = newcomers.founder();
        newcomers.standsAt(nolwenn, Step.USERS);

        client(nolwenn)
                .put(
                        "/activation/users",
                        users(
                                user(Newcomers.MAEL),
                                user("MAEL@kervella.example").put("roles", new JsonArray().add("ADMINISTRATOR"))));

        assertEquals(List.of("{TECHNICAL_CONTACT,USER}"), newcomers.rows("SELECT roles FROM member WHERE NOT founder"));
        assertEquals("2", newcomers.row("SELECT count(*) FROM mail"));
    }

    @Test
    void whoHasAnAccountIsInvitedAsWhoHasNone() {
        var nolwenn = newcomers.founder();
        newcomers.standsAt(nolwenn, Step.USERS);
        var mael = newcomers.account("Maël", "Cariou", Newcomers.MAEL);

        client(nolwenn).put("/activation/users", users(user(Newcomers.MAEL).put("firstName", "Typed")));

        assertEquals(
                mael + "|INVITED|f",
                newcomers.row("SELECT account_id, state, made_account FROM member WHERE NOT founder"));
        assertEquals(
                List.of("invitation-account", "invitation-answer"),
                newcomers.rows("SELECT occasion FROM mail ORDER BY position"));
        assertEquals(
                "2",
                newcomers.row("SELECT count(*) FROM journal WHERE event IN ('USER_ADDED', 'ACTIVATION_USERS_GIVEN')"));
        var page = newcomers.browser(nolwenn).get("/activation/users").bodyAsString();
        assertTrue(page.contains("Typed Cariou") && !page.contains("Maël Cariou"), page);
    }

    @Test
    void whoActivatesAcceptsWhatTheAccountWasMadeForAndNothingElse() {
        newcomers.founder();
        var yann = newcomers.invited();
        newcomers.portal.database.execute("UPDATE member SET made_account = FALSE WHERE account_id = '" + yann + "'");
        var client = client(yann);

        client.put("/activation/password", password(Newcomers.CHOSEN));
        assertEquals("DONE", stepOf(client.put("/activation/challenges", challenges())));

        assertEquals("INVITED", newcomers.row("SELECT state FROM member WHERE account_id = '" + yann + "'"));
    }

    @Test
    void rowsThatAreWrongAreNamedAndNobodyIsInvited() {
        var nolwenn = newcomers.founder();
        newcomers.standsAt(nolwenn, Step.USERS);

        var wrong = client(nolwenn)
                .put(
                        "/activation/users",
                        users(
                                user(Newcomers.MAEL),
                                user("Nolwenn@Kervella.example"),
                                user("enora@kervella.example").put("emailConfirmation", "enora@kervela.example"),
                                user("gwen@kervella.example").put("roles", new JsonArray()),
                                user("ronan@kervella.example").put("roles", new JsonArray().add("KING"))));

        assertEquals(
                List.of(
                        "users.1.email activation.users.self",
                        "users.2.emailConfirmation error.email.confirmation",
                        "users.3.roles activation.users.noRole",
                        "users.4.roles error.role.unknown"),
                errors(wrong));
        assertEquals("0", newcomers.row("SELECT count(*) FROM mail"));
        assertEquals("USERS", newcomers.row("SELECT step FROM account"));
    }

    @Test
    void fiftyUsersAreEnough() {
        var nolwenn = newcomers.founder();
        newcomers.standsAt(nolwenn, Step.USERS);
        var many = new JsonArray();
        for (var i = 0; i < 51; i++) {
            many.add(user("user" + i + "@kervella.example"));
        }

        var refused = client(nolwenn).put("/activation/users", new JsonObject().put("users", many));
        many.remove(50);
        var accepted = client(nolwenn).put("/activation/users", new JsonObject().put("users", many));

        assertEquals("error.list.tooLong", refused.codeAt("users"));
        assertEquals("CHALLENGES", stepOf(accepted));
        assertEquals("100", newcomers.row("SELECT count(*) FROM mail"));
    }

    // --- Step 4 -----------------------------------------------------------------------------------------------

    @Test
    void answersAndCodeRestHashedInTheirSharedFormAndNothingSecretRestsInTheClear() {
        var nolwenn = newcomers.founder();
        var client = client(nolwenn);
        client.put("/activation/password", password(Newcomers.CHOSEN));
        client.put("/activation/contacts", contacts());
        client.put("/activation/users", users());

        var done = client.put("/activation/challenges", challenges());

        var answer = newcomers.row("SELECT answer_hash FROM challenge_question WHERE position = 1");
        assertTrue(newcomers.isHashOf(answer, "ecoledumoulinvert"));
        assertTrue(newcomers.isHashOf(newcomers.row("SELECT personal_code_hash FROM challenge_set"), "40719382"));
        assertEquals(
                List.of(
                        "1|first-school|",
                        "2|childhood-friend|",
                        "3|first-journey|",
                        "4||What was painted on the kitchen wall?"),
                newcomers.rows(
                        "SELECT position, catalogue_id, own_question FROM challenge_question ORDER BY position"));
        var everything = newcomers.everything();
        for (var secret : List.of(
                Newcomers.CHOSEN,
                Newcomers.TEMPORARY,
                "Moulin Vert",
                "moulinvert",
                "Soazig",
                "soazig",
                "Île de Sein",
                "iledesein",
                "blue rooster",
                "bluerooster",
                "40719382",
                token(done))) {
            assertFalse(everything.contains(secret), secret);
        }
    }

    @Test
    void withTheEndTheWizardsSessionsAreOver() {
        var yann = newcomers.invited();
        newcomers.standsAt(yann, Step.CHALLENGES);
        var elsewhere = client(yann);
        var here = client(yann);

        here.put("/activation/challenges", challenges());

        assertEquals(401, here.get("/activation").status());
        assertEquals(401, elsewhere.get("/activation").status());
    }

    @Test
    void theCatalogueIsThereForEverybodyInTheirLanguage() {
        var english = api.get("/challenge-questions").json().getJsonArray("questions");
        var french = api.language("fr").get("/challenge-questions").json().getJsonArray("questions");

        assertEquals(12, english.size());
        assertEquals(
                new JsonObject().put("id", "first-school").put("text", "What was the name of your first school?"),
                english.getJsonObject(0));
        assertEquals("first-school", french.getJsonObject(0).getString("id"));
        assertNotEquals(english.getJsonObject(0), french.getJsonObject(0));
    }

    @Test
    void nobodyWalksWithoutASession() {
        for (var step : List.of(Step.PASSWORD, Step.CONTACTS, Step.USERS, Step.CHALLENGES)) {
            assertEquals(
                    401,
                    api.put(ActivationPages.path(step), StepBodies.of(step)).status());
        }
        assertEquals(401, api.get("/activation").status());
        assertEquals(401, api.bearer("nonsense").get("/activation").status());
    }

    // ------------------------------------------------------------------------------------------------------------

    private ApiClient client(UUID account) {
        return api.bearer(newcomers.session(account, Channel.API));
    }

    private static String stepOf(Exchange exchange) {
        assertEquals(200, exchange.status(), exchange::toString);
        return exchange.json().getString("step");
    }

    private static String token(Exchange exchange) {
        return exchange.json().getJsonObject("session").getString("token");
    }

    private static void assertWrongStep(String next, Exchange exchange) {
        assertEquals(409, exchange.status(), exchange::toString);
        assertEquals("activation.step", exchange.code());
        assertTrue(exchange.json().getString("detail").contains(next), exchange::toString);
    }

    /** {@code field code}, in their order. */
    private static List<String> errors(Exchange exchange) {
        return exchange.json().getJsonArray("errors", new JsonArray()).stream()
                .map(JsonObject.class::cast)
                .map(error -> error.getString("field") + " " + error.getString("code"))
                .toList();
    }
}
