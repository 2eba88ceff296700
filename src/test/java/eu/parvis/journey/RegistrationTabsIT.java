package eu.parvis.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import eu.parvis.Chromium;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Registrations in several tabs and browsers: each form acts on what its page shows, or a page says that it cannot. */
@ExtendWith({Chromium.class, SharedPortal.class})
class RegistrationTabsIT {

    private static final String KERVELLA = "Menuiserie Kervella";
    private static final String GLASSWORKS = "Verrerie des Deux Caps";

    private static Browser browser;
    private static RunningPortal portal;

    @BeforeAll
    static void start(Browser ofThisMachine, RunningPortal shared) {
        browser = ofThisMachine;
        portal = shared;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void twoFormsThatAreOpenBeforeEitherIsSentRegisterTwoOrganisations(boolean scripts) {
        try (var one = visitor("tabs", scripts)) {
            var two = one.anotherTab();
            one.open("/register");
            two.open("/register");

            var kervella = fillsInPart1(one, KERVELLA);
            var glassworks = fillsInPart1(two, GLASSWORKS);
            assertNotEquals(kervella, glassworks);
            fillsInPart2(one, "nolwenn-" + scripts + "@kervella.example");
            fillsInPart2(two, "camille-" + scripts + "@deux-caps.example");
            two.goOn();
            two.arrivesAtDraft("waiting");
            one.goOn();

            assertEquals(kervella, one.arrivesAtDraft("waiting"));
            assertShows(one, KERVELLA);
            assertShows(two, GLASSWORKS);
            assertMailed("nolwenn-" + scripts + "@kervella.example", KERVELLA);
            assertMailed("camille-" + scripts + "@deux-caps.example", GLASSWORKS);
        }
    }

    private static void assertMailed(String address, String organisation) {
        assertTrue(portal.mailsTo(address, 2).get(0).text().contains(organisation));
    }

    @Test
    void whoHasBegunOneOrganisationIsLedToItAndFromThereToAnotherOne() {
        try (var one = visitor("another", true)) {
            one.open("/register");
            var kervella = fillsInPart1(one, KERVELLA);
            one.looksAt("administrator-named");

            var two = one.anotherTab();
            two.open("/register");
            assertEquals(kervella, two.arrivesAtDraft("organisation"));
            assertEquals(KERVELLA, two.page.inputValue("#organisation-name"));
            two.looksAt("organisation-resumed");
            two.press("main a[href='/register/new']");
            two.arrivesAt("/register/new");
            assertEquals("", two.page.inputValue("#organisation-name"));
            assertNotEquals(kervella, fillsInPart1(two, GLASSWORKS));

            fillsInPart2(one, "nolwenn@another.example");
            one.goOn();
            assertEquals(kervella, one.arrivesAtDraft("waiting"));
            assertShows(one, KERVELLA);
            one.looksAt("waiting-named");
            one.open("/register");
            one.arrivesAt("/register/mine");
            assertShows(one, GLASSWORKS);
            one.looksAt("registrations");
        }
    }

    @Test
    void anAdministratorIsNotRegisteredForAnOrganisationThatAnotherTabHasPutInItsPlace() {
        try (var one = visitor("replaced", true)) {
            one.open("/register");
            var draft = fillsInPart1(one, KERVELLA);
            var two = one.anotherTab();
            two.open(draft + "/organisation");
            two.type("organisation.name", GLASSWORKS);
            two.goOn();
            two.arrivesAtDraft("administrator");

            fillsInPart2(one, "nolwenn@replaced.example");
            one.goOn();

            one.page.waitForSelector(".summary-of-errors");
            assertShows(one, "il s’agit maintenant de " + GLASSWORKS);
            assertEquals("nolwenn@replaced.example", one.page.inputValue("#administrator-email"));
            one.looksAt("administrator-changed");
            one.goOn();
            one.arrivesAtDraft("waiting");
            assertShows(one, GLASSWORKS);
        }
    }

    @Test
    void aDraftThatAnotherTabHasSentIsNotSentAgainWithOtherData() {
        try (var one = visitor("sent", true)) {
            one.open("/register");
            var draft = fillsInPart1(one, KERVELLA);
            var two = one.anotherTab();
            two.open(draft + "/administrator");
            fillsInPart2(two, "camille@sent.example");
            two.goOn();
            two.arrivesAtDraft("waiting");

            fillsInPart2(one, "nolwenn@sent.example");
            one.goOn();

            one.page.waitForSelector("main a[href='" + draft + "/waiting']");
            assertShows(one, "Cette organisation est déjà inscrite");
            assertShows(one, KERVELLA);
            assertShows(one, "nolwenn@sent.example");
            one.looksAt("sent-already");
            one.press("main form[action='/register'] button");
            assertNotEquals(draft, one.arrivesAtDraft("organisation"), "another registration has begun");
        }
    }

    @Test
    void whoGoesBackAfterSendingAndSendsAgainHasRegisteredOnce() {
        try (var one = visitor("back", true)) {
            one.open("/register");
            var draft = fillsInPart1(one, KERVELLA);
            fillsInPart2(one, "nolwenn@back.example");
            one.goOn();
            one.arrivesAtDraft("waiting");

            one.page.goBack();

            if (one.page.locator("#administrator-email").count() == 1) {
                one.goOn();
            }
            assertEquals(draft, one.arrivesAtDraft("waiting"));
            assertShows(one, KERVELLA);
        }
    }

    @Test
    void whoClicksTwiceWithoutScriptsRegistersOnce() {
        try (var one = visitor("twice", false)) {
            one.open("/register");
            fillsInPart1(
                    one,
                    KERVELLA,
                    () -> one.page.locator("main form .actions .button").dblclick());
            var draft = one.arrivesAtDraft("administrator");
            fillsInPart2(one, "nolwenn@twice.example");
            one.page.locator("main form .actions .button").dblclick();
            one.arrivesAtDraft("waiting");

            one.open("/register");
            assertEquals(draft, one.arrivesAtDraft("waiting"), "the only registration of this browser");
            assertEquals(2, portal.mailsTo("nolwenn@twice.example", 2).size());
        }
    }

    @Test
    void theStatesOfTheMailsAreFollowedAfterAWrongCorrectionToo() {
        try (var one = visitor("follows", true)) {
            one.open("/register");
            var draft = fillsInPart1(one, KERVELLA);
            fillsInPart2(one, "nolwenn@follows.example");
            one.goOn();
            one.arrivesAtDraft("waiting");
            one.press("#correct summary");
            one.type("email", "nolwen@follows.example");
            one.type("emailConfirmation", "another@follows.example");
            one.press("#correct .button");
            one.arrivesAtDraft("waiting/email");

            var answer = one.page.waitForResponse(some -> some.url().endsWith(draft + "/waiting"), () -> {});

            assertEquals(200, answer.status());
        }
    }

    @Test
    void theLanguageIsSwitchedAtTheAddressOfTheDraft() {
        try (var one = visitor("language", true)) {
            one.open("/register");
            var draft = fillsInPart1(one, KERVELLA);
            one.press(".language");
            assertEquals(draft, one.arrivesAtDraft("administrator"));
            assertShows(one, "Registration of " + KERVELLA);
        }
    }

    @Test
    void aRegistrationOfAnotherBrowserIsNotThere() {
        try (var one = visitor("mine", true);
                var stranger = visitor("stranger", true)) {
            one.open("/register");
            var draft = fillsInPart1(one, KERVELLA);

            stranger.open(draft + "/administrator");

            assertShows(stranger, "Cette inscription n’est plus ici");
            assertFalse(stranger.page.content().contains(KERVELLA));
            stranger.looksAt("registration-unknown");
        }
    }

    /** Without SIRET, so that nothing is looked up. The address of the draft. */
    private static String fillsInPart1(Visitor visitor, String name) {
        fillsInPart1(visitor, name, visitor::goOn);
        return visitor.arrivesAtDraft("administrator");
    }

    private static void fillsInPart1(Visitor visitor, String name, Runnable send) {
        visitor.tick("organisation.registeredIn", "FRANCE");
        if (!visitor.page.locator("#organisation-name").isVisible()) {
            visitor.goOn();
            visitor.page.waitForSelector(".summary-of-errors");
        }
        visitor.page.check("#organisation-noSiret");
        visitor.tick("organisation.type", "ASSOCIATION");
        visitor.type("organisation.name", name);
        visitor.type("organisation.address", "3 rue du Port");
        visitor.type("organisation.postcode", "85100");
        visitor.type("organisation.town", "Les Sables-d’Olonne");
        visitor.type("organisation.region", "Vendée");
        visitor.type("organisation.phone", "02 51 23 45 67");
        send.run();
    }

    private static void fillsInPart2(Visitor visitor, String address) {
        visitor.type("administrator.firstName", "Nolwenn");
        visitor.type("administrator.lastName", "Kervella");
        visitor.type("administrator.phone", "06 39 98 12 34");
        visitor.type("administrator.email", address);
        visitor.type("administrator.emailConfirmation", address);
    }

    private static void assertShows(Visitor visitor, String text) {
        assertTrue(visitor.page.locator("main").textContent().contains(text), () -> visitor.page.content());
    }

    private static Visitor visitor(String name, boolean scripts) {
        return new Visitor(browser, portal.url, name, Locale.FRANCE, scripts);
    }
}
