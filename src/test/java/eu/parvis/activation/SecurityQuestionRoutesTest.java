package eu.parvis.activation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.Await;
import eu.parvis.api.Exchange;
import eu.parvis.session.SessionApi.Channel;
import eu.parvis.values.Language;
import eu.parvis.words.Words;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.junit5.VertxExtension;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Replacing the challenge set, which needs the current password and is notified by mail. */
@ExtendWith(VertxExtension.class)
class SecurityQuestionRoutesTest {

    private static final String PAGE = "/account/security-questions";
    private static final String CALL = "/me/challenges";
    private static final String WRONG = "Goéland.8-varech";

    private Activated nolwenn;

    @BeforeEach
    void open(Vertx vertx) {
        nolwenn = new Activated(vertx);
    }

    @Test
    void aPersonReplacesTheWholeSetOnThePage() {
        var browser = nolwenn.browser();
        assertEquals(200, browser.get(PAGE).statusCode());

        var replaced = browser.post(PAGE, Activated.form(Newcomers.CHOSEN));

        assertEquals("303 /account", led(replaced));
        assertReplaced();
        assertEquals("0", nolwenn.tries());
        assertEquals(200, browser.get(PAGE).statusCode());
    }

    @Test
    void aProgramReplacesTheWholeSet() {
        var replaced = nolwenn.program().put(CALL, Activated.replacement(Newcomers.CHOSEN));

        assertEquals(204, replaced.status(), replaced::toString);
        assertReplaced();
        assertEquals("0", nolwenn.tries());
    }

    private void assertReplaced() {
        assertTrue(nolwenn.has(Activated.NEW_QUESTIONS, Activated.NEW_ANSWERS, Activated.NEW_CODE));
        assertFalse(nolwenn.has(Activated.QUESTIONS, Activated.ANSWERS, Activated.CODE));
        assertEquals(List.of("REAUTHENTICATION DONE", "CHALLENGES_REPLACED DONE"), nolwenn.journal());
    }

    private void assertAsBefore() {
        assertTrue(nolwenn.has(Activated.QUESTIONS, Activated.ANSWERS, Activated.CODE));
        assertEquals("0", nolwenn.newcomers.row("SELECT count(*) FROM mail WHERE occasion = 'challenges-replaced'"));
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void theyReadThePageAndHearOfItInTheirLanguage(Language language) {
        nolwenn.newcomers.portal.database.execute("UPDATE account SET language = '" + language.code() + "'");
        var browser = nolwenn.browser();
        var page = browser.get(PAGE).bodyAsString();
        assertTrue(page.contains(Words.of(language).text("activation.replace.title")), page);

        browser.post(PAGE, Activated.form(Newcomers.CHOSEN));

        assertEquals(
                List.of("challenges-replaced|" + Newcomers.NOLWENN + "|" + language.code() + "|"),
                nolwenn.newcomers.rows("SELECT occasion, recipient, language, sealed FROM mail"));
        assertEquals(
                "Nolwenn Kervella|2026-11-24T09:00:00Z|true",
                nolwenn.newcomers.row("SELECT content ->> 'name', content ->> 'changedAt',"
                        + " (content ->> 'identifier' = (SELECT identifier FROM account))::text FROM mail"));
    }

    @Test
    void nothingThatWasGivenRestsReadableButOnesOwnQuestion() {
        nolwenn.browser().post(PAGE, Activated.form(Newcomers.CHOSEN));

        var everything = nolwenn.newcomers.everything();

        for (var secret : secrets()) {
            assertFalse(everything.contains(secret), secret);
        }
        assertFalse(everything.contains("What was painted on the kitchen wall?"));
    }

    @Test
    void aWrongPasswordReplacesNothingAndIsCounted() {
        var page = nolwenn.browser().post(PAGE, Activated.form(WRONG));
        var problem = nolwenn.program().put(CALL, Activated.replacement(WRONG));

        assertEquals(400, page.statusCode());
        assertTrue(complainsOf(page, "currentPassword"), page::bodyAsString);
        assertEquals(400, problem.status());
        assertEquals("error.password.wrong", problem.codeAt("currentPassword"));
        assertEquals("3", nolwenn.tries(), "at the known browser; at the login and the account");
        assertEquals(List.of("REAUTHENTICATION REFUSED", "REAUTHENTICATION REFUSED"), nolwenn.journal());
        assertAsBefore();
    }

    @Test
    void afterFiveTriesFromOneNetworkNoPasswordIsLookedAtForAWhile() {
        var program = nolwenn.program();
        var browser = nolwenn.browser();
        for (var i = 0; i < 5; i++) {
            assertEquals(400, program.put(CALL, Activated.replacement(WRONG)).status());
        }

        var refused = program.put(CALL, Activated.replacement(Newcomers.CHOSEN));

        assertEquals(429, refused.status());
        assertEquals("signin.throttled", refused.code());
        assertEquals("900", refused.headers().get("Retry-After"));
        assertEquals(
                401,
                nolwenn.anyProgram().post("/sessions", Activated.credentials()).status(),
                "the same count, which the other name of the account does not show");
        assertAsBefore();
        assertEquals("303 /account", led(browser.post(PAGE, Activated.form(Newcomers.CHOSEN))), "a known one");

        nolwenn.newcomers.portal.clock.advance(Duration.ofMinutes(16));
        assertEquals(
                204, program.put(CALL, Activated.replacement(Newcomers.CHOSEN)).status());
    }

    /** The other name of the account has used up its tries; a visitor would not be told so. */
    @Test
    void aSignedInPersonIsToldTheLimitOfTheAccount() {
        var program = nolwenn.program();
        for (var i = 0; i < 5; i++) {
            var wrong = Activated.credentials().put("password", WRONG);
            assertEquals(401, nolwenn.anyProgram().post("/sessions", wrong).status());
        }
        var tries = nolwenn.tries();

        var refused = program.put(CALL, Activated.replacement(Newcomers.CHOSEN));

        assertEquals("signin.throttled", refused.code());
        assertEquals("900", refused.headers().get("Retry-After"));
        assertEquals(tries, nolwenn.tries(), "nothing was evaluated");
    }

    @Test
    void whoHasToWaitIsToldSoOnThePageAndKeepsTheirQuestions() {
        var browser = nolwenn.browser();
        for (var i = 0; i < 10; i++) {
            assertEquals(400, browser.post(PAGE, Activated.form(WRONG)).statusCode());
        }

        var page = browser.post(PAGE, Activated.form(Newcomers.CHOSEN));

        assertEquals(429, page.statusCode());
        assertEquals("900", page.getHeader("Retry-After"));
        assertTrue(page.bodyAsString().contains("Wait 15 min"), page::bodyAsString);
        assertKeptButForSecrets(page);
        assertAsBefore();
    }

    @Test
    void nothingSecretIsEverShownAgain() {
        var form = Activated.form(Newcomers.CHOSEN);
        form[form.length - 1] = "60284914";

        var page = nolwenn.browser().post(PAGE, form);

        assertEquals(400, page.statusCode());
        assertTrue(complainsOf(page, "personalCodeConfirmation"));
        assertKeptButForSecrets(page);
        assertFalse(page.bodyAsString().contains("60284914"));
    }

    @Test
    void onlyTheWrongAnswerIsTypedAgain() {
        var browser = nolwenn.browser();
        var form = Activated.form(Newcomers.CHOSEN);
        form[indexOf(form, "questions.1.answer")] = "Quimper";
        var page = browser.post(PAGE, form);
        assertEquals(400, page.statusCode());
        assertTrue(complainsOf(page, "questions.1.answer"));
        assertKeeps(page, "questions-0-answer", "questions-2-answer", "questions-3-answer", "personalCode");
        assertTypedAgain(page, "currentPassword");

        assertKeeps(browser.get(PAGE), "questions-0-answer", "personalCodeConfirmation");
        var corrected = emptied(form);
        corrected[indexOf(form, "questions.1.answer")] = Activated.NEW_ANSWERS.get(1);
        corrected[indexOf(form, "currentPassword")] = Newcomers.CHOSEN;

        assertEquals("303 /account", led(browser.post(PAGE, corrected)));
        assertReplaced();
        assertEquals("0", nolwenn.newcomers.row("SELECT count(*) FROM draft_secret"));
        assertFalse(browser.get(PAGE).bodyAsString().contains("is kept"));
    }

    @Test
    void answersThatWereTypedBeforeTheLanguageWasSwitchedNeedNotBeTypedAgain() {
        var browser = nolwenn.browser();
        var form = Activated.form(Newcomers.CHOSEN);
        var kept = Arrays.copyOf(form, form.length + 2);
        kept[form.length] = "keep";
        kept[form.length + 1] = PAGE + "?lang=fr";
        assertEquals("303 " + PAGE + "?lang=fr", led(browser.post(PAGE, kept)));
        var page = browser.get(PAGE);
        assertKeeps(page, "questions-0-answer", "questions-3-answer", "personalCode", "personalCodeConfirmation");
        assertTypedAgain(page, "currentPassword");

        var again = Arrays.copyOf(emptied(form), kept.length);
        again[form.length] = "keep";
        again[form.length + 1] = PAGE;
        browser.post(PAGE, again);
        var corrected = emptied(form);
        corrected[indexOf(form, "currentPassword")] = Newcomers.CHOSEN;

        assertEquals("303 /account", led(browser.post(PAGE, corrected)));
        assertReplaced();
    }

    @Test
    void aWrongPasswordLeavesAllAnswers() {
        var browser = nolwenn.browser();
        browser.post(PAGE, Activated.form(WRONG));
        var corrected = emptied(Activated.form(Newcomers.CHOSEN));
        corrected[indexOf(corrected, "currentPassword")] = Newcomers.CHOSEN;

        assertEquals("303 /account", led(browser.post(PAGE, corrected)));
        assertTrue(nolwenn.has(Activated.NEW_QUESTIONS, Activated.NEW_ANSWERS, Activated.NEW_CODE));
    }

    @Test
    void anAnswerIsNotTakenForAQuestionThatWasChangedSince() {
        var browser = nolwenn.browser();
        browser.post(PAGE, Activated.form(WRONG));
        var changed = emptied(Activated.form(Newcomers.CHOSEN));
        changed[indexOf(changed, "currentPassword")] = Newcomers.CHOSEN;
        changed[indexOf(changed, "questions.2.question")] = "childhood-pet";

        var page = browser.post(PAGE, changed);

        assertEquals(400, page.statusCode());
        assertTrue(complainsOf(page, "questions.2.answer"), page::bodyAsString);
        assertAsBefore();
    }

    @Test
    void keptAnswersAreOfThisSessionOnlyAndEndWithItOrSoon() {
        var browser = nolwenn.browser();
        browser.post(PAGE, Activated.form(WRONG));
        assertFalse(nolwenn.browser().get(PAGE).bodyAsString().contains("is kept"), "another session");

        nolwenn.portal.clock.advance(Duration.ofMinutes(29));
        assertTrue(browser.get(PAGE).bodyAsString().contains("is kept"));
        nolwenn.portal.clock.advance(Duration.ofMinutes(2));
        assertFalse(browser.get(PAGE).bodyAsString().contains("is kept"));

        browser.post("/sign-out");
        assertEquals("0", nolwenn.newcomers.row("SELECT count(*) FROM draft_secret"));
    }

    private static int indexOf(String[] form, String field) {
        return List.of(form).indexOf(field) + 1;
    }

    /** The form with every secret left empty, as the page shows it again. */
    private static String[] emptied(String[] form) {
        var empty = form.clone();
        for (var i = 0; i < form.length; i += 2) {
            if (form[i].endsWith("answer") || form[i].startsWith("personalCode")) {
                empty[i + 1] = "";
            }
        }
        return empty;
    }

    private static void assertKeeps(HttpResponse<Buffer> page, String... ids) {
        for (var id : ids) {
            assertTrue(hint(page, id).contains("What you typed here is kept."), id + page.bodyAsString());
        }
    }

    private static void assertTypedAgain(HttpResponse<Buffer> page, String id) {
        assertTrue(hint(page, id).contains("This has not been kept. Type it again."), page::bodyAsString);
    }

    private static String hint(HttpResponse<Buffer> page, String id) {
        var after = page.bodyAsString().split("id=\"" + id + "-hint\">", 2);
        return after.length == 1 ? "" : after[1].split("<", 2)[0];
    }

    @Test
    void nothingOldIsShown() {
        var page = nolwenn.browser().get(PAGE).bodyAsString();

        assertFalse(page.contains("What was painted on the kitchen wall?"));
        assertFalse(page.contains(" selected"));
    }

    @Test
    void whatElseIsWrongIsSaidAtOnceAndThePasswordIsNotTried() {
        var form = Activated.form("");
        form[form.length - 1] = "60284914";
        var page = nolwenn.browser().post(PAGE, form);
        var body = Activated.replacement(WRONG);
        body.getJsonArray("questions").getJsonObject(2).put("answer", "Quimper");
        var problem = nolwenn.program().put(CALL, body);

        assertTrue(complainsOf(page, "currentPassword") && complainsOf(page, "personalCodeConfirmation"));
        assertEquals(List.of("questions.2.answer"), problem.wrongFields(), "where the organisation is");
        assertEquals("0", nolwenn.tries());
        assertEquals(List.of(), nolwenn.journal());
        assertAsBefore();
    }

    @Test
    void aQuestionOfOnesOwnIsCorrectedWhereItIsTyped() {
        var form = new ArrayList<>(List.of(Activated.form(Newcomers.CHOSEN)));
        form.set(form.indexOf("questions.3.own") + 1, "");

        var page = nolwenn.browser().post(PAGE, form.toArray(String[]::new));

        assertTrue(complainsOf(page, "questions.3.own"));
    }

    @Test
    void aSessionOfTheWizardCannot() {
        var yann = nolwenn.newcomers.invited();
        var browser = nolwenn.anybody().with("session", nolwenn.newcomers.session(yann, Channel.BROWSER));
        var program = nolwenn.anyProgram().bearer(nolwenn.newcomers.session(yann, Channel.API));

        assertEquals("303 /activation", led(browser.get(PAGE)));
        assertEquals("303 /activation", led(browser.post(PAGE, Activated.form(Newcomers.TEMPORARY))));
        var refused = program.put(CALL, Activated.replacement(Newcomers.TEMPORARY));
        assertEquals(403, refused.status());
        assertEquals("activation.needed", refused.code());
        assertAsBefore();
    }

    @Test
    void whoeverIsNobodySignsInFirst() {
        assertEquals(
                "303 /sign-in?returnTo=%2Faccount%2Fsecurity-questions",
                led(nolwenn.anybody().get(PAGE)));
        assertEquals(
                401,
                nolwenn.anybody().post(PAGE, Activated.form(Newcomers.CHOSEN)).statusCode());
        assertEquals(
                401,
                nolwenn.anyProgram()
                        .put(CALL, Activated.replacement(Newcomers.CHOSEN))
                        .status());
        assertAsBefore();
    }

    @Test
    void ofTwoAtOnceOneWaitsForTheOther() throws SQLException {
        var both = sentWhile("SELECT id FROM account FOR UPDATE", 2);

        both.forEach(one -> assertEquals(204, one.status(), one::toString));
        assertEquals(
                "1|4",
                nolwenn.newcomers.row(
                        "SELECT (SELECT count(*) FROM challenge_set), (SELECT count(*) FROM challenge_question)"));
    }

    @Test
    void aPasswordThatWasChangedMeanwhileProvesNothing() throws SQLException {
        var late = sentWhile("UPDATE account SET password_hash = '$another'", 1).get(0);

        assertEquals(400, late.status(), late::toString);
        assertEquals("error.password.wrong", late.codeAt("currentPassword"));
        assertAsBefore();
    }

    /** Sends requests that wait for the account's lock until this statement is committed. */
    private List<Exchange> sentWhile(String statement, int number) throws SQLException {
        var program = nolwenn.program();
        var body = Activated.replacement(Newcomers.CHOSEN).toBuffer();
        var sent = new ArrayList<Future<Exchange>>();
        try (var elsewhere = nolwenn.newcomers.portal.database.connect();
                var holder = elsewhere.createStatement()) {
            elsewhere.setAutoCommit(false);
            holder.execute(statement);
            for (var i = 0; i < number; i++) {
                sent.add(program.send(HttpMethod.PUT, CALL, body));
            }
            while (!String.valueOf(number)
                    .equals(nolwenn.newcomers.row("SELECT count(*) FROM pg_stat_activity"
                            + " WHERE wait_event_type = 'Lock' AND datname = current_database()"))) {
                Thread.onSpinWait();
            }
            elsewhere.commit();
        }
        return sent.stream().map(Await::done).toList();
    }

    private void assertKeptButForSecrets(HttpResponse<Buffer> page) {
        var html = page.bodyAsString();
        assertTrue(html.contains("value=\"What did we eat on Fridays?\""), html);
        assertTrue(html.contains("<option value=\"grandmother\" selected>"), html);
        for (var secret : secrets()) {
            assertFalse(html.contains(secret), secret);
        }
    }

    private static List<String> secrets() {
        var secrets = new ArrayList<>(Activated.NEW_ANSWERS);
        secrets.addAll(List.of(Newcomers.CHOSEN, Activated.NEW_CODE));
        return secrets;
    }

    private static boolean complainsOf(HttpResponse<Buffer> page, String field) {
        return page.bodyAsString().contains(" id=\"" + field.replace('.', '-') + "-error\"");
    }

    private static String led(HttpResponse<Buffer> answer) {
        return answer.statusCode() + " " + answer.getHeader("Location");
    }
}
