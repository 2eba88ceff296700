package eu.parvis.activation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.SelectOption;
import eu.parvis.Chromium;
import eu.parvis.account.Account.Step;
import eu.parvis.session.SessionApi.Channel;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is typed into the steps of the wizard and not sent, in a real browser. */
@ExtendWith({VertxExtension.class, Chromium.class})
class WizardDraftsIT {

    private Newcomers newcomers;
    private UUID nolwenn;
    private Browser chromium;
    private BrowserContext person;

    @BeforeEach
    void theFounderIsSignedIn(Vertx vertx, Browser browser) {
        chromium = browser;
        newcomers = new Newcomers(vertx, Map.of("http.publicUrl", "http://localhost"));
        nolwenn = newcomers.founder();
        enter(true);
    }

    private void enter(boolean scripts) {
        person = chromium.newContext(
                new Browser.NewContextOptions().setLocale("en-GB").setJavaScriptEnabled(scripts));
        person.addCookies(List.of(new Cookie("session", newcomers.session(nolwenn, Channel.BROWSER))
                .setUrl(newcomers.portal.address().toString())));
    }

    private Page open(Step step) {
        var page = person.newPage();
        page.navigate(newcomers.portal.address() + ActivationPages.path(step));
        return page;
    }

    @Test
    void theContactsAreThereAgainAfterThePageWasClosed() {
        newcomers.standsAt(nolwenn, Step.CONTACTS);
        var page = open(Step.CONTACTS);
        page.check("#billingcontact-who-other");
        page.waitForResponse("**/activation/contacts", () -> page.fill("#billingContact-person-lastName", "Tanguy"));
        page.close();

        var again = open(Step.CONTACTS);

        assertTrue(again.isChecked("#billingcontact-who-other"));
        assertEquals("Tanguy", again.inputValue("#billingContact-person-lastName"));
    }

    @Test
    void theUsersAreThereAgainAfterThePageWasClosedAndAfterAnotherStepWasLookedAt() {
        newcomers.standsAt(nolwenn, Step.USERS);
        var page = open(Step.USERS);
        page.click("[data-add]");
        page.waitForResponse("**/activation/users", () -> page.fill("#users-0-firstName", "Yann"));
        page.close();

        var again = open(Step.USERS);
        assertEquals("Yann", again.inputValue("#users-0-firstName"));
        again.fill("#users-0-lastName", "Le Goff");
        again.click(".steps button[value='/activation/contacts']");
        again.waitForURL("**/activation/contacts");
        assertEquals("Le Goff", open(Step.USERS).inputValue("#users-0-lastName"));
    }

    @Test
    void theRowsOfUsersAreThereAfterAReloadAtOnce() {
        newcomers.standsAt(nolwenn, Step.USERS);
        var page = open(Step.USERS);
        page.click("[data-add]");
        page.fill("#users-0-firstName", "Yann");
        page.click("[data-add]");
        page.fill("#users-1-firstName", "Soazig");
        page.click("fieldset[data-index='0'] .remove");
        page.locator("#users-1-lastName").pressSequentially("Riou");
        page.reload();

        assertEquals("Soazig", page.inputValue("#users-1-firstName"));
        assertEquals("Riou", page.inputValue("#users-1-lastName"));
        assertEquals(1, page.locator("fieldset.row").count());
    }

    @Test
    void noSecretIsStoredInTheTab() {
        newcomers.standsAt(nolwenn, Step.CHALLENGES);
        var page = open(Step.CHALLENGES);
        page.fill("#questions-0-answer", "Boulangerie");
        page.click("[data-shows=questions-0-answer]");
        page.fill("#personalCode", "40719382");
        page.selectOption("#questions-0-question", "first-job");
        var stored = (String) page.evaluate("JSON.stringify(sessionStorage)");
        page.reload();

        assertTrue(stored.contains("first-job"), stored);
        assertFalse(stored.contains("Boulangerie") || stored.contains("40719382"), stored);
        assertEquals("first-job", page.inputValue("#questions-0-question"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theAnswersNeedNotBeTypedAgainAfterTheLanguageWasSwitched(boolean scripts) {
        newcomers.standsAt(nolwenn, Step.CHALLENGES);
        enter(scripts);
        var page = open(Step.CHALLENGES);
        for (var n = 0; n < 4; n++) {
            var select = page.locator("#questions-" + n + "-question");
            select.selectOption(new SelectOption().setIndex(n + 1));
            page.fill("#questions-" + n + "-answer", "Boulangerie " + n);
        }
        page.fill("#personalCode", "40719382");
        page.fill("#personalCodeConfirmation", "40719382");
        page.click(".language");
        page.waitForSelector("html[lang=fr]");

        for (var id : List.of("questions-0-answer", "questions-3-answer", "personalCode", "personalCodeConfirmation")) {
            assertEquals("", page.inputValue("#" + id));
            assertTrue(page.locator("#" + id + "-hint").textContent().contains("Votre saisie est gardée."), id);
        }
        page.click(".language");
        page.waitForSelector("html[lang=en]");
        page.click("#typed .actions .button");
        page.waitForURL("**/home**");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void thePageOfThePasswordSaysThatALanguageChangeEmptiesIt(boolean scripts) {
        enter(scripts);
        var page = open(Step.PASSWORD);
        var asked = new ArrayList<String>();
        page.onDialog(dialog -> {
            asked.add(dialog.type());
            dialog.accept();
        });
        assertTrue(page.locator("#main").innerText().contains("A password is not kept when you change the language"));
        page.locator("#password").pressSequentially("Tilleul.argente-77");
        page.click(".language");
        page.waitForSelector("html[lang=fr]");

        assertEquals("", page.inputValue("#password"));
        assertEquals(scripts ? List.of("beforeunload") : List.of(), asked);
    }

    @Test
    void theQuestionsAreThereAgainAndNoAnswerIsSentBeforeTheFormAlsoIfItIsShown() {
        newcomers.standsAt(nolwenn, Step.CHALLENGES);
        var page = open(Step.CHALLENGES);
        var sent = new ArrayList<String>();
        page.onRequest(request -> sent.add(String.valueOf(request.postData())));
        page.selectOption("#questions-0-question", "first-job");
        page.fill("#questions-0-answer", "Boulangerie");
        page.click("[data-shows=questions-0-answer]");
        page.waitForResponse("**/activation/challenges", () -> page.fill("#personalCode", "40719382"));
        page.close();

        assertTrue(sent.stream().anyMatch(body -> body.contains("first-job")), sent::toString);
        assertFalse(sent.stream().anyMatch(body -> body.contains("Boulangerie") || body.contains("40719382")));
        var again = open(Step.CHALLENGES);
        assertEquals("first-job", again.inputValue("#questions-0-question"));
        assertTrue(again.locator("#questions-0-answer-hint").textContent().contains("This has not been kept."));
    }
}
