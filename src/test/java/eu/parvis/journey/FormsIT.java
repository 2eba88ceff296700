package eu.parvis.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Page;
import eu.parvis.Chromium;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The form scripts in a real browser. */
@ExtendWith({Chromium.class, SharedPortal.class})
class FormsIT {

    private static Browser browser;
    private static RunningPortal portal;

    @BeforeAll
    static void start(Browser ofThisMachine, RunningPortal shared) {
        browser = ofThisMachine;
        portal = shared;
    }

    @Test
    void whatIsMissingHasANameAndIsAskedOnlyWhereItExists() {
        try (var visitor = visitor("missing")) {
            visitor.open("/register");
            assertEquals("Pour continuer, il reste à remplir : Lieu d’enregistrement.", missing(visitor.page));

            visitor.tick("organisation.registeredIn", "OTHER");
            visitor.tick("organisation.hasVat", "NO");
            assertTrue(missing(visitor.page).contains("Code postal"), missing(visitor.page));

            visitor.choose("organisation.country", "HK");
            assertFalse(missing(visitor.page).contains("Code postal"), missing(visitor.page));

            visitor.tick("organisation.registeredIn", "FRANCE");
            assertTrue(missing(visitor.page).contains("Code postal"), missing(visitor.page));
        }
    }

    private static String missing(Page page) {
        return page.locator(".missing").textContent().replace('\u00a0', ' ');
    }

    @Test
    void whatWasTypedAndNotSentIsThereAgainAndNobodyIsAskedWhetherToLeave() {
        try (var visitor = visitor("leaving")) {
            var asked = new ArrayList<String>();
            visitor.page.onDialog(dialog -> accept(asked, dialog));
            visitor.open("/register");
            visitor.tick("organisation.registeredIn", "FRANCE");
            visitor.type("organisation.siret", "900 000 019 00019");
            visitor.page.waitForURL("**/register/*/organisation");
            visitor.page.click("a.brand");
            visitor.arrivesAt("/");

            visitor.page.goBack();
            visitor.page.waitForURL("**/register/*/organisation");
            assertEquals("900 000 019 00019", visitor.page.inputValue("#organisation-siret"));
            assertEquals(List.of(), asked);
        }
    }

    @Test
    void aLookUpWithoutAClickFillsOnlyEmptyFieldsAndAClickFillsAll() {
        try (var visitor = visitor("look-up")) {
            visitor.open("/register/new");
            visitor.tick("organisation.registeredIn", "FRANCE");
            visitor.type("organisation.name", "Verrerie Dupont");
            visitor.type("organisation.address", "3 rue du Four");
            visitor.type("organisation.siret", "900 000 019 00019");
            visitor.page.press("#organisation-siret", "Tab");
            visitor.page.waitForSelector("[data-lookup] .good");

            assertEquals("Verrerie Dupont", visitor.page.inputValue("#organisation-name"));
            assertEquals("3 rue du Four", visitor.page.inputValue("#organisation-address"));
            assertFalse(visitor.page.inputValue("#organisation-town").isEmpty());
            assertTrue(lookUp(visitor.page).contains("que les champs vides"), lookUp(visitor.page));
            visitor.looksAt("look-up-kept");

            visitor.press("[data-company]");
            visitor.page.waitForCondition(() -> lookUp(visitor.page).contains("que nous avons remplis"));
            assertEquals(
                    "VERRERIE DES DEUX CAPS",
                    visitor.page.inputValue("#organisation-name").toUpperCase(Locale.ROOT));
            assertFalse(visitor.page.inputValue("#organisation-address").contains("Four"));
        }
    }

    @Test
    void aLookUpOfAnotherNumberReplacesOnlyWhatTheFirstOneFilledIn() {
        try (var visitor = visitor("look-up-again")) {
            visitor.open("/register/new");
            visitor.tick("organisation.registeredIn", "FRANCE");
            visitor.type("organisation.siret", "900 000 019 00019");
            visitor.page.press("#organisation-siret", "Tab");
            visitor.page.waitForSelector("[data-lookup] .good");
            var first = visitor.page.inputValue("#organisation-name");
            visitor.type("organisation.address", "3 rue du Four");
            visitor.type("organisation.siret", "812 345 676 00017");
            visitor.page.press("#organisation-siret", "Tab");
            visitor.page.waitForSelector("[data-lookup] .good");

            assertFalse(visitor.page.inputValue("#organisation-name").equals(first));
            assertEquals("3 rue du Four", visitor.page.inputValue("#organisation-address"));
        }
    }

    private static String lookUp(Page page) {
        return page.locator("[data-lookup]").textContent().replace('\u00a0', ' ');
    }

    private static void accept(List<String> asked, Dialog dialog) {
        asked.add(dialog.type());
        dialog.accept();
    }

    @Test
    void aFormThatIsSentIsLeftWithoutAQuestion() {
        try (var visitor = visitor("sending")) {
            var asked = new ArrayList<String>();
            visitor.page.onDialog(dialog -> accept(asked, dialog));
            visitor.open("/sign-in");
            visitor.type("login", "AB123456");
            visitor.open("/register");
            visitor.tick("organisation.registeredIn", "FRANCE");
            visitor.page.evaluate("document.querySelector('form[data-complete]').requestSubmit()");
            visitor.page.waitForSelector(".summary-of-errors");

            assertEquals(List.of(), asked);
        }
    }

    @Test
    void aFormThatWasStoppedOnItsWayCanBeSentAgain() {
        try (var visitor = visitor("stopped")) {
            visitor.page.clock().install();
            visitor.open("/sign-in");
            visitor.type("login", "AB123456");
            visitor.type("password", "Not.the-1");
            // Preventing the submission has the same effect as stopping it.
            visitor.page.evaluate("addEventListener('submit', event => event.preventDefault())");
            visitor.goOn();
            assertEquals("yes", sent(visitor.page));

            visitor.page.clock().runFor(11_000);

            assertEquals("no", sent(visitor.page));
            assertEquals(
                    "Se connecter", visitor.page.locator("main form .button").textContent());
        }
    }

    @Test
    void aPasswordOfOneOrTwoWordsIsNotCalledGood() {
        try (var visitor = visitor("strength")) {
            visitor.open("/sign-in");
            visitor.page.evaluate("""
                    async () => {
                      document.querySelector('main').insertAdjacentHTML('beforeend',
                        '<p data-strength="password" data-words="0|1|2|3|4"><meter max="4"></meter><span></span></p>');
                      await import(document.querySelector('script[src*=forms]').src + '?again');
                    }""");

            assertEquals("2", strength(visitor, "Jaune!vert9"));
            assertEquals("2", strength(visitor, "P@ssw0rd!2026"));
            assertEquals("4", strength(visitor, "xK7.pQ2m-Lw9_tR4"));
        }
    }

    private static String strength(Visitor visitor, String password) {
        visitor.type("password", password);
        return visitor.page.locator("[data-strength] span").textContent();
    }

    private static Object sent(Page page) {
        return page.evaluate("document.querySelector('main form').dataset.sent ?? 'no'");
    }

    private static Visitor visitor(String name) {
        return new Visitor(browser, portal.url, name, Locale.FRANCE, true);
    }
}
