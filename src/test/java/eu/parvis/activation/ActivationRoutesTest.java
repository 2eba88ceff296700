package eu.parvis.activation;

import static eu.parvis.activation.StepForms.challenges;
import static eu.parvis.activation.StepForms.contacts;
import static eu.parvis.activation.StepForms.password;
import static eu.parvis.activation.StepForms.users;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.Await;
import eu.parvis.account.Account.Step;
import eu.parvis.http.Browser;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.junit5.VertxExtension;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The wizard in a browser without scripts. */
@ExtendWith(VertxExtension.class)
class ActivationRoutesTest {

    private static final String HOME = "/home";

    private Newcomers newcomers;

    @BeforeEach
    void open(Vertx vertx) {
        newcomers = new Newcomers(vertx);
    }

    @Test
    void aFounderWalksTheWholeWay() {
        var browser = newcomers.browser(newcomers.founder());
        assertLed("/activation/password", browser.get("/activation"));
        var first = browser.get("/activation/password");
        assertTrue(first.bodyAsString().contains("Nolwenn Kervella")
                && first.bodyAsString().contains(Newcomers.NOLWENN));

        assertLed("/activation/contacts", browser.post("/activation/password", password(Newcomers.CHOSEN)));
        assertEquals(200, browser.get("/activation/contacts").statusCode());
        assertLed("/activation/users", browser.post("/activation/contacts", contacts()));
        assertTrue(browser.get("/activation/users").bodyAsString().contains("Technical contact"));
        assertLed("/activation/challenges", browser.post("/activation/users", users(Newcomers.MAEL)));
        assertTrue(browser.get("/activation/challenges")
                .bodyAsString()
                .contains("What was the name of your first school?"));
        assertLed(HOME, browser.post("/activation/challenges", challenges()));

        assertEquals(
                "ACTIVE|DONE",
                newcomers.row("SELECT state, step FROM account WHERE email = '" + Newcomers.NOLWENN + "'"));
        assertEquals("ACTIVE", newcomers.row("SELECT state FROM organisation"));
        assertEquals(
                List.of("BILLING_CONTACT|Erwan", "LEGAL_REPRESENTATIVE|Nolwenn"),
                newcomers.rows("SELECT kind, first_name FROM contact ORDER BY kind"));
        assertEquals(
                List.of("invitation-identifier", "invitation-password"),
                newcomers.rows("SELECT occasion FROM mail ORDER BY position"));
        assertEquals("OPEN", newcomers.row("SELECT kind FROM session"));
        assertLed("/home", browser.get("/activation"));
    }

    @Test
    void whoWasInvitedTakesTheShortWay() {
        newcomers.founder();
        var browser = newcomers.browser(newcomers.invited());

        assertLed("/activation/challenges", browser.post("/activation/password", password(Newcomers.CHOSEN)));
        assertLed("/activation/challenges", browser.get("/activation/contacts"));
        assertLed("/activation/challenges", browser.post("/activation/users", users(Newcomers.MAEL)));
        assertFalse(browser.get("/activation/challenges").bodyAsString().contains("Contacts"));
        assertLed(HOME, browser.post("/activation/challenges", challenges()));
        assertEquals("0", newcomers.row("SELECT count(*) FROM mail"));
    }

    @ParameterizedTest
    @EnumSource(names = "DONE", mode = EnumSource.Mode.EXCLUDE)
    void whoeverGoesAheadIsLedBack(Step standing) {
        var nolwenn = newcomers.founder();
        newcomers.standsAt(nolwenn, standing);
        var browser = newcomers.browser(nolwenn);
        var here = ActivationPages.path(standing);

        for (var later : Stream.of(Step.values())
                .filter(step -> step.compareTo(standing) > 0)
                .toList()) {
            if (later != Step.DONE) {
                assertLed(here, browser.get(ActivationPages.path(later)));
                assertLed(here, browser.post(ActivationPages.path(later), StepForms.of(later)));
            }
        }

        assertEquals(200, browser.get(here).statusCode());
        assertEquals(standing.name(), newcomers.row("SELECT step FROM account"));
        assertEquals(
                "0|0|0",
                newcomers.row("SELECT (SELECT count(*) FROM contact), (SELECT count(*) FROM mail),"
                        + " (SELECT count(*) FROM challenge_set)"));
    }

    @Test
    void whoLeavesResumesWhereTheyWereAndFindsWhatTheyGave() {
        var nolwenn = newcomers.founder();
        newcomers.standsAt(nolwenn, Step.CONTACTS);
        newcomers.browser(nolwenn).post("/activation/contacts", contacts());

        var later = newcomers.browser(nolwenn);

        assertLed("/activation/users", later.get("/activation"));
        var contacts = later.get("/activation/contacts").bodyAsString();
        assertTrue(contacts.contains("value=\"compta@kervella.example\""));
        assertTrue(contacts.contains("value=\"+33 2 61 91 24 61\""));
        assertTrue(contacts.matches("(?s).*name=\"legalRepresentative.who\" value=\"ME\" checked.*"));
        assertTrue(contacts.matches("(?s).*name=\"billingContact.who\" value=\"OTHER\" checked.*"));
        assertTrue(contacts.matches("(?s).*name=\"administrativeContact.who\" value=\"NONE\" checked.*"));
    }

    @Test
    void whoMayInviteNobodyElseTodayFindsTheRowsAsTheyTypedThem() {
        var nolwenn = newcomers.founder();
        newcomers.standsAt(nolwenn, Step.USERS);
        newcomers.haveBeenInvitedToday(200);

        var answer = newcomers.browser(nolwenn).post("/activation/users", users(Newcomers.MAEL));

        assertEquals(429, answer.statusCode());
        assertEquals("86400", answer.getHeader("Retry-After"));
        assertTrue(answer.bodyAsString().contains("id=\"users-0-email\""), answer.bodyAsString());
        assertTrue(answer.bodyAsString().contains("value=\"" + Newcomers.MAEL + "\""));
    }

    @Test
    void nobodyIsAddedByAnEmptyRow() {
        var nolwenn = newcomers.founder();
        newcomers.standsAt(nolwenn, Step.USERS);
        var empty = MultiMap.caseInsensitiveMultiMap()
                .add("users.0.firstName", "")
                .add("users.0.lastName", " ")
                .add("users.0.email", "")
                .add("users.0.emailConfirmation", "")
                .add("users.0.roles", "USER")
                .add("action", "finish");

        assertLed("/activation/challenges", newcomers.browser(nolwenn).post("/activation/users", empty));
        assertEquals("1", newcomers.row("SELECT count(*) FROM member"));
    }

    @Test
    void rowsComeAndGoAndWhatIsTypedStays() {
        var nolwenn = newcomers.founder();
        newcomers.standsAt(nolwenn, Step.USERS);
        var browser = newcomers.browser(nolwenn);

        var one = browser.post(
                "/activation/users", MultiMap.caseInsensitiveMultiMap().add("action", "add"));
        var two = browser.post("/activation/users", users("half typed").set("action", "add"));
        var less = browser.post("/activation/users", users("half typed").set("action", "remove.0"));

        assertTrue(one.bodyAsString().contains("name=\"users.0.email\""));
        assertTrue(one.bodyAsString().matches("(?s).*name=\"users.0.roles\" value=\"USER\" checked.*"));
        assertEquals(200, two.statusCode());
        assertTrue(two.bodyAsString().contains("value=\"half typed\""));
        assertTrue(two.bodyAsString().contains("name=\"users.1.email\""));
        assertFalse(less.bodyAsString().contains("name=\"users.0.email\""));
        assertEquals("USERS", newcomers.row("SELECT step FROM account"));
    }

    @Test
    void whatIsWrongIsSaidAtItsFieldAndNothingTypedIsLost() {
        var nolwenn = newcomers.founder();
        newcomers.standsAt(nolwenn, Step.CONTACTS);
        var typed = contacts().set("billingContact.person.email", "compta at kervella");

        var page = newcomers.browser(nolwenn).post("/activation/contacts", typed);

        assertEquals(400, page.statusCode());
        assertTrue(complainsOf(page, "billingContact.person.email"));
        assertTrue(page.bodyAsString().contains("<title>Error:"));
        assertTrue(page.bodyAsString().contains("value=\"compta at kervella\""));
        assertTrue(page.bodyAsString().contains("value=\"Erwan\""));
        assertEquals("0", newcomers.row("SELECT count(*) FROM contact"));
    }

    @Test
    void ofFieldsAlikeTheSummarySaysWhose() {
        var nolwenn = newcomers.founder();
        var browser = newcomers.browser(nolwenn);
        newcomers.standsAt(nolwenn, Step.CONTACTS);
        var contact = contacts().set("billingContact.person.firstName", "");
        assertSaid("Billing contact – Enter the first name.", browser.post("/activation/contacts", contact));

        newcomers.standsAt(nolwenn, Step.USERS);
        var second = MultiMap.caseInsensitiveMultiMap();
        users("").forEach(field -> second.add(field.getKey().replace("users.0", "users.3"), field.getValue()));
        second.add("users.1.firstName", "").add("action", "finish");
        assertSaid("User 2 – Enter the email address", browser.post("/activation/users", second));

        newcomers.standsAt(nolwenn, Step.CHALLENGES);
        var unanswered = challenges().set("questions.1.answer", "").set("personalCode", "");
        var page = browser.post("/activation/challenges", unanswered);
        assertSaid("Question 2 – Answer this question.", page);
        assertSaid("Choose a personal code of eight digits.", page);
    }

    private static void assertSaid(String sentence, HttpResponse<Buffer> page) {
        assertTrue(page.bodyAsString().contains(">" + sentence), page.bodyAsString());
    }

    @Test
    void aPageSaysAllThatIsWrongWithAPassword() {
        var page = newcomers.browser(newcomers.founder()).post("/activation/password", password("abc"));

        for (var sentence :
                List.of("at least 8 characters", "an upper-case letter", "Add a digit", "a special character")) {
            assertTrue(page.bodyAsString().contains(sentence), sentence);
        }
    }

    @Test
    void noPageShowsASecretAgain() {
        var yann = newcomers.invited();
        var password = newcomers.browser(yann).post("/activation/password", password("kervella7"));
        newcomers.standsAt(yann, Step.CHALLENGES);
        var challenges = newcomers
                .browser(yann)
                .post("/activation/challenges", challenges().set("personalCodeConfirmation", "40719383"));

        assertEquals(400, password.statusCode());
        assertFalse(password.bodyAsString().contains("kervella7"));
        assertEquals(400, challenges.statusCode());
        assertTrue(complainsOf(challenges, "personalCodeConfirmation"));
        assertTrue(challenges.bodyAsString().contains("What was painted on the kitchen wall?"));
        assertTrue(challenges.bodyAsString().matches("(?s).*<option value=\"childhood-friend\" selected>.*"));
        for (var secret : List.of("Moulin", "Soazig", "Sein", "rooster", "40719382", "40719383")) {
            assertFalse(challenges.bodyAsString().contains(secret), secret);
        }
    }

    @Test
    void aQuestionOfOnesOwnIsCorrectedWhereItIsTyped() {
        var yann = newcomers.invited();
        newcomers.standsAt(yann, Step.CHALLENGES);

        var page = newcomers
                .browser(yann)
                .post("/activation/challenges", challenges().set("questions.3.own", ""));

        assertTrue(complainsOf(page, "questions.3.own"));
        assertFalse(complainsOf(page, "questions.3.question"));
    }

    @Test
    void aDoubleClickOnThePasswordIsOneEffectAndItsBrowserStaysIn() throws Exception {
        var browser = newcomers.browser(newcomers.founder());

        var both = together(browser, "/activation/password", password(Newcomers.CHOSEN));

        both.forEach(
                page -> assertTrue(page.getHeader("Location").startsWith("/activation/contacts"), page::bodyAsString));
        assertEquals(List.of("ACTIVATION_PASSWORD_CHOSEN DONE"), newcomers.portal.journal());
        assertEquals(200, browser.get("/activation/contacts").statusCode());
    }

    @Test
    void anotherTabIsToldWhichPasswordCounts() {
        var browser = newcomers.browser(newcomers.founder());
        browser.post("/activation/password", password(Newcomers.CHOSEN));

        var late = browser.post("/activation/password", password("Another.one-2 tabs"));

        assertLed("/activation/contacts", late);
        assertTrue(browser.get("/activation/contacts").bodyAsString().contains("Your password had already been saved"));
    }

    @Test
    void whoSendsAStepAfterTheActivationIsToldThatTheFirstOneCounts() {
        var nolwenn = newcomers.founder();
        newcomers.standsAt(nolwenn, Step.CHALLENGES);
        var browser = newcomers.browser(nolwenn);
        assertLed(HOME, browser.post("/activation/challenges", challenges()));
        assertEquals(Set.of("welcome"), browser.told(newcomers.portal.site().notices(), HOME));

        assertLed(HOME, browser.post("/activation/contacts", contacts()));
        assertEquals(Set.of("late"), browser.told(newcomers.portal.site().notices(), HOME));
        assertLed("/home", browser.get("/activation/contacts"));
    }

    @Test
    void aDoubleClickAtTheEndIsOneEffectAndItsBrowserStaysIn() throws Exception {
        var nolwenn = newcomers.founder();
        newcomers.standsAt(nolwenn, Step.CHALLENGES);

        var both = together(newcomers.browser(nolwenn), "/activation/challenges", challenges());

        assertEquals(
                List.of(HOME, HOME),
                both.stream().map(page -> page.getHeader("Location")).sorted().toList());
        assertEquals(
                List.of("ACTIVATION_CHALLENGES_CHOSEN DONE", "ACCOUNT_ACTIVATED DONE", "ORGANISATION_ACTIVATED DONE"),
                newcomers.portal.journal());
        assertEquals(
                "1|4",
                newcomers.row(
                        "SELECT (SELECT count(*) FROM challenge_set)," + " (SELECT count(*) FROM challenge_question)"));
        assertEquals("OPEN", newcomers.row("SELECT kind FROM session"));
        assertEquals(
                2, both.stream().filter(ActivationRoutesTest::bringsSession).count());
    }

    @Test
    void aDoubleClickInvitesOnce() throws Exception {
        var nolwenn = newcomers.founder();
        newcomers.standsAt(nolwenn, Step.USERS);

        var both = together(newcomers.browser(nolwenn), "/activation/users", users(Newcomers.MAEL));

        both.forEach(page -> assertLed("/activation/challenges", page));
        assertEquals("2|2", newcomers.row("SELECT (SELECT count(*) FROM member), (SELECT count(*) FROM mail)"));
    }

    private static boolean bringsSession(HttpResponse<Buffer> page) {
        return page.cookies().stream().anyMatch(cookie -> cookie.startsWith("__Host-session="));
    }

    /** Sends two requests that both pass the guard and then wait for the account's lock. */
    private List<HttpResponse<Buffer>> together(Browser browser, String path, MultiMap form) throws SQLException {
        Future<HttpResponse<Buffer>> one;
        Future<HttpResponse<Buffer>> other;
        try (var elsewhere = newcomers.portal.database.connect();
                var statement = elsewhere.createStatement()) {
            elsewhere.setAutoCommit(false);
            statement.execute("SELECT id FROM account FOR UPDATE");
            one = browser.send(path, form);
            other = browser.send(path, form);
            while (!"2"
                    .equals(newcomers.row("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                            + " AND datname = current_database()"))) {
                Thread.onSpinWait();
            }
            elsewhere.rollback();
        }
        return List.of(Await.done(one), Await.done(other));
    }

    @Test
    void whoeverIsNobodySignsInFirst() {
        var stranger = newcomers.stranger().with("session", "nonsense");

        for (var step : List.of(Step.PASSWORD, Step.CONTACTS, Step.USERS, Step.CHALLENGES)) {
            assertTrue(stranger.get(ActivationPages.path(step))
                    .getHeader("Location")
                    .startsWith("/sign-in"));
            var sent = stranger.post(ActivationPages.path(step), StepForms.of(step));
            if (step == Step.PASSWORD) {
                assertLed("/sign-in?returnTo=%2Factivation%2Fpassword", sent);
            } else {
                assertEquals(401, sent.statusCode());
                assertTrue(sent.bodyAsString().contains("href=\"/sign-in\""));
            }
        }
    }

    /** Whether the page shows an error at this field. */
    private static boolean complainsOf(HttpResponse<Buffer> page, String field) {
        return page.bodyAsString().contains("id=\"" + field.replace('.', '-') + "-error\"");
    }

    private static void assertLed(String path, HttpResponse<Buffer> page) {
        assertEquals(303, page.statusCode(), page::bodyAsString);
        assertEquals(path, page.getHeader("Location"));
    }
}
