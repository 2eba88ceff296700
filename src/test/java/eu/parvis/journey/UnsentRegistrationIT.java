package eu.parvis.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import eu.parvis.Chromium;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is typed into the form of a registration and not sent, in a real browser. */
@ExtendWith({Chromium.class, SharedPortal.class})
class UnsentRegistrationIT {

    private static Browser browser;
    private static RunningPortal portal;

    @BeforeAll
    static void start(Browser ofThisMachine, RunningPortal shared) {
        browser = ofThisMachine;
        portal = shared;
    }

    @Test
    void bothPartsAreThereAgainAfterThePageWasClosed() {
        try (var visitor = visitor(true)) {
            visitor.open("/register");
            visitor.tick("organisation.registeredIn", "FRANCE");
            visitor.page.waitForURL("**/register/*/organisation");
            visitor.page.waitForResponse(
                    "**/register/*/organisation", () -> visitor.type("organisation.name", "Menuiserie Kervella"));
            var later = visitor.anotherTab();
            visitor.page.close();

            later.open("/register");
            later.page.waitForURL("**/register/*/organisation");
            assertTrue(later.page.locator("[data-saves]").isVisible());
            assertEquals("Menuiserie Kervella", later.page.inputValue("#organisation-name"));

            fillInPart1(later);
            later.goOn();
            later.page.waitForURL("**/register/*/administrator");
            later.page.waitForResponse(
                    "**/register/*/administrator", () -> later.type("administrator.firstName", "Nolwenn"));
            var address = later.page.url();
            var latest = later.anotherTab();
            later.page.close();
            latest.page.navigate(address);
            assertEquals("Nolwenn", latest.page.inputValue("#administrator-firstName"));
        }
    }

    @Test
    void everyKeyIsThereAfterAReloadAtOnceAndThereIsOneRegistration() {
        try (var visitor = visitor(true)) {
            visitor.open("/register");
            visitor.tick("organisation.registeredIn", "FRANCE");
            visitor.type("organisation.name", "Menuiserie Kervella");
            visitor.page.reload();
            assertEquals("Menuiserie Kervella", visitor.page.inputValue("#organisation-name"));
            visitor.page.waitForURL("**/register/*/organisation");
            visitor.type("organisation.town", "Quimper");
            visitor.page.reload();
            assertEquals("Menuiserie Kervella", visitor.page.inputValue("#organisation-name"));
            assertEquals("Quimper", visitor.page.inputValue("#organisation-town"));

            visitor.open("/register/mine");
            assertEquals(1, visitor.page.locator(".tasks > li").count());
            visitor.open("/register/new");
            assertEquals("", visitor.page.inputValue("#organisation-name"));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theRequestToJoinIsThereAgainAfterTheLanguageAndTheNumberWereChanged(boolean scripts) {
        try (var visitor = visitor(scripts)) {
            visitor.open("/register");
            visitor.tick("organisation.registeredIn", "FRANCE");
            visitor.type("organisation.name", "Menuiserie Kervella");
            fillInPart1(visitor);
            visitor.goOn();
            visitor.page.waitForURL("**/register/*/administrator");
            visitor.open(visitor.page.url().replace(portal.url, "").replace("administrator", "exists"));
            if (scripts) {
                visitor.page.waitForResponse("**/exists", () -> visitor.type("firstName", "Nolwenn"));
                var later = visitor.anotherTab();
                later.page.navigate(visitor.page.url());
                assertEquals("Nolwenn", later.page.inputValue("#firstName"));
            } else {
                visitor.type("firstName", "Nolwenn");
            }
            visitor.press(".language");
            visitor.page.waitForSelector("html[lang=en]");
            assertEquals("Nolwenn", visitor.page.inputValue("#firstName"));
            visitor.looksAt("exists-kept");

            visitor.type("lastName", "Kervella");
            visitor.press("details summary");
            visitor.press("details button[name=keep]");
            visitor.page.waitForURL("**/register/*/organisation");
            assertEquals("Menuiserie Kervella", visitor.page.inputValue("#organisation-name"));
            visitor.page.goBack();
            visitor.page.waitForURL("**/register/*/exists");
            visitor.page.reload();
            assertEquals("Kervella", visitor.page.inputValue("#lastName"));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theLanguageAndTheOrganisationAreChangedWhileTyping(boolean scripts) {
        try (var visitor = visitor(scripts)) {
            visitor.open("/register");
            visitor.tick("organisation.registeredIn", "FRANCE");
            visitor.type("organisation.name", "Menuiserie Kervella");
            visitor.press(".language");
            visitor.page.waitForURL("**/register/*/organisation");
            assertEquals("en", visitor.page.getAttribute("html", "lang"));
            assertEquals("Menuiserie Kervella", visitor.page.inputValue("#organisation-name"));
            assertEquals(
                    scripts, visitor.page.locator("[data-saves]").isVisible(), "only scripts save all that is typed");
            visitor.looksAt("organisation-kept");

            fillInPart1(visitor);
            visitor.goOn();
            visitor.page.waitForURL("**/register/*/administrator");
            visitor.type("administrator.firstName", "Nolwenn");
            visitor.press(".language");
            visitor.page.waitForURL("**/register/*/administrator");
            visitor.page.waitForSelector("html[lang=fr]");
            assertEquals("Nolwenn", visitor.page.inputValue("#administrator-firstName"));
            visitor.looksAt("administrator-kept");

            visitor.type("administrator.lastName", "Kervella");
            visitor.press(".given button[name=keep]");
            visitor.page.waitForURL("**/register/*/organisation");
            visitor.goOn();
            visitor.page.waitForURL("**/register/*/administrator");
            assertEquals("Kervella", visitor.page.inputValue("#administrator-lastName"));
        }
    }

    private static void fillInPart1(Visitor visitor) {
        visitor.page.check("#organisation-noSiret");
        visitor.tick("organisation.type", "ASSOCIATION");
        visitor.type("organisation.address", "14 quai de l’Odet");
        visitor.type("organisation.postcode", "29000");
        visitor.type("organisation.town", "Quimper");
        visitor.type("organisation.region", "Finistère");
        visitor.type("organisation.phone", "02 98 01 23 45");
    }

    private static Visitor visitor(boolean scripts) {
        return new Visitor(browser, portal.url, "unsent", Locale.FRANCE, scripts);
    }
}
