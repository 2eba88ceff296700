package eu.parvis.activation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
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

/** What is typed into the steps of the wizard and not sent, in a real browser. */
@ExtendWith({VertxExtension.class, Chromium.class})
class WizardDraftsIT {

    private Newcomers newcomers;
    private UUID nolwenn;
    private BrowserContext person;

    @BeforeEach
    void theFounderIsSignedIn(Vertx vertx, Browser chromium) {
        newcomers = new Newcomers(vertx, Map.of("http.publicUrl", "http://localhost"));
        nolwenn = newcomers.founder();
        person = chromium.newContext(new Browser.NewContextOptions().setLocale("en-GB"));
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
