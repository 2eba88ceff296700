package eu.parvis.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.WaitForSelectorState;
import eu.parvis.Axe;
import eu.parvis.Chromium;
import eu.parvis.membership.MembershipApi.Actor;
import eu.parvis.membership.Registry;
import eu.parvis.membership.Role;
import eu.parvis.session.SessionApi.Channel;
import eu.parvis.session.SessionGuard;
import eu.parvis.signin.password.SigninRoutes;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is typed into the form that invites a person, in a real browser. */
@ExtendWith({VertxExtension.class, Chromium.class})
class UserDraftsIT {

    private final List<String> complaints = new ArrayList<>();
    private Registry registry;
    private UUID kervella;
    private Actor nolwenn;
    private String portal;
    private Browser chromium;
    private BrowserContext person;

    @BeforeEach
    void anAdministratorIsSignedIn(Vertx vertx, Browser browser) {
        chromium = browser;
        registry = Registry.open(vertx, Map.of("http.publicUrl", "http://localhost"));
        kervella = registry.organisation(Registry.SIRET, "Menuiserie Kervella");
        nolwenn = registry.member(kervella, "nolwenn.kervella@kervella.example", Role.ADMINISTRATOR);
        var site = registry.portal.site();
        portal = registry.portal
                .serve(new SigninRoutes(site, new SessionGuard(site)))
                .toString();
        person = context(true);
        signIn(nolwenn);
    }

    private BrowserContext context(boolean scripts) {
        return chromium.newContext(
                new Browser.NewContextOptions().setLocale("en-GB").setJavaScriptEnabled(scripts));
    }

    private void signIn(Actor who) {
        person.addCookies(
                List.of(new Cookie("session", registry.token(who.account(), Channel.BROWSER)).setUrl(portal)));
    }

    @AfterEach
    void nothingFailed() {
        assertEquals(List.of(), complaints);
    }

    private Page users() {
        var page = person.newPage();
        page.onPageError(complaints::add);
        page.navigate(portal + "/users");
        return page;
    }

    private static String typed(Page page) {
        return page.inputValue("#firstName");
    }

    @Test
    void whatIsTypedIsThereAgainAfterThePageWasClosed() {
        var page = users();
        page.waitForResponse("**/users", () -> page.locator("#firstName").pressSequentially("Yann"));
        page.close();

        var again = users();

        assertEquals("Yann", typed(again));
        assertEquals(
                "You have not sent this form yet",
                again.locator(".notice .title").textContent());
        looks(again, "users-resumed");
    }

    @Test
    void whatIsTypedAtTheLastMomentIsThereAgainAndNobodyIsAskedWhetherToLeave() {
        var page = users();
        page.onDialog(dialog -> complaints.add(dialog.type()));
        page.locator("#firstName").pressSequentially("Yann");
        page.click(".side a[href='/roles']");
        page.waitForURL("**/roles");
        page.waitForCondition(
                () -> registry.rows.query("SELECT count(*) FROM draft").equals(List.of("1")));

        assertEquals("Yann", typed(users()));
    }

    @Test
    void theLanguageIsSwitchedWhileTyping() {
        var page = users();
        page.locator("#firstName").pressSequentially("Yann");
        page.click(".language");
        page.waitForURL("**/users");

        assertEquals("fr", page.getAttribute("html", "lang"));
        assertEquals("Yann", typed(page));
    }

    @Test
    void afterThirtyOneMinutesTheFormIsThereForWhoeverTypedItAndNobodyElse() {
        person.clock().install();
        var page = users();
        page.locator("#firstName").pressSequentially("Yann");
        page.waitForResponse("**/users", () -> page.clock().runFor(2_000));

        registry.clock.advance(Duration.ofMinutes(31));
        page.clock().runFor("31:00");
        page.waitForURL("**/sign-in?returnTo=%2Fusers");

        signIn(registry.member(kervella, "maelle.riou@kervella.example", Role.ADMINISTRATOR));
        page.navigate(portal + "/users");
        assertEquals("", typed(page));
        signIn(nolwenn);
        page.navigate(portal + "/users");
        assertEquals("Yann", typed(page));
    }

    @Test
    void whoTypesAfterThirtyOneMinutesReadsAtOnceInEachTabThatTheSessionClosed() {
        var page = users();
        var other = users();
        registry.clock.advance(Duration.ofMinutes(31));
        page.locator("#firstName").pressSequentially("Y");
        page.waitForURL("**/sign-in?returnTo=%2Fusers");
        assertTrue(page.locator(".notice").textContent().contains("after 30 minutes without activity"));

        other.navigate(portal + "/home");
        other.waitForURL("**/sign-in?returnTo=%2Fhome");
        signIn(nolwenn);
        page.navigate(portal + "/users");
        assertEquals("Y", typed(page));
    }

    @Test
    void whoTypesWhenTheSessionHasEndedIsToldByTheNextSave() {
        person.clock().install();
        var page = users();
        registry.clock.advance(Duration.ofMinutes(31));
        page.clock().runFor("02:00");
        page.locator("#firstName").pressSequentially("Y");
        page.clock().runFor(2_000);
        page.waitForURL("**/sign-in?returnTo=%2Fusers");

        page.waitForCondition(
                () -> registry.rows.query("SELECT count(*) FROM draft").equals(List.of("1")));
        signIn(nolwenn);
        page.navigate(portal + "/users");
        assertEquals("Y", typed(page));
    }

    @Test
    void everyKeyIsThereAfterAReloadAtOnceAlsoIfNoSaveArrives() {
        var page = offline(users());
        page.locator("#firstName").pressSequentially("Yann");
        page.check("#roles-technical-contact");
        page.uncheck("#roles-user");
        page.reload();

        assertEquals("Yann", typed(page));
        assertTrue(page.isChecked("#roles-technical-contact"));
        assertFalse(page.isChecked("#roles-user"));

        page.unroute("**/users");
        page.locator("#lastName").pressSequentially("Le Goff");
        page.reload();
        assertEquals("Yann", typed(page));
        assertEquals("Le Goff", page.inputValue("#lastName"));
        page.waitForCondition(() -> storedInTab(page).isEmpty());
        assertEquals("Yann", typed(users()), "the server has it, too");
    }

    @Test
    void aReloadShowsWhatAnotherTabSavedLater() {
        var page = offline(users());
        page.locator("#firstName").pressSequentially("Older");
        var other = users();
        other.waitForResponse("**/users", () -> other.locator("#firstName").fill("Newer"));
        page.waitForCondition(() -> storedInTab(page).isEmpty());
        page.reload();
        assertEquals("Newer", typed(page));

        page.locator("#firstName").fill("Newest");
        page.reload();
        assertEquals("Newest", typed(page));
    }

    @Test
    void anotherDeviceThatSavedSinceIsNotOverwrittenByAnOldTab() {
        var page = offline(users());
        page.locator("#firstName").pressSequentially("Older");
        var device = context(true);
        device.addCookies(person.cookies());
        var other = device.newPage();
        other.navigate(portal + "/users");
        other.waitForResponse("**/users", () -> other.locator("#firstName").fill("Newer"));

        page.reload();
        assertEquals("Newer", typed(page));
    }

    /** A page whose saves do not arrive. */
    private static Page offline(Page page) {
        page.route("**/users", route -> {
            if (route.request().method().equals("POST")) {
                route.abort();
            } else {
                route.resume();
            }
        });
        return page;
    }

    @Test
    void whatIsStoredInATabIsNeverShownToAnotherAccountAndIsDeletedOnSigningOut() {
        var page = offline(users());
        page.locator("#firstName").pressSequentially("Yann");
        signIn(registry.member(kervella, "maelle.riou@kervella.example", Role.ADMINISTRATOR));
        page.navigate(portal + "/users");
        assertEquals("", typed(page));
        assertEquals("", storedInTab(page));

        page.locator("#firstName").pressSequentially("Soazig");
        page.evaluate("document.querySelector('#typed').removeAttribute('data-unsaved')");
        page.click(".side form[action='/sign-out'] button");
        page.waitForURL(url -> !url.endsWith("/users"));
        assertEquals("", storedInTab(page));
    }

    private static String storedInTab(Page page) {
        return (String) page.evaluate("Object.keys(sessionStorage).join()");
    }

    @Test
    void whoseSessionWasSignedOutElsewhereIsToldAndCarriesOnAfterSigningInAgain() {
        person.clock().install();
        var page = users();
        var saves = new ArrayList<String>();
        page.onRequest(request -> {
            if (request.method().equals("POST") && request.url().endsWith("/users")) {
                saves.add(request.url());
            }
        });
        registry.rows.execute("DELETE FROM session");
        page.locator("#firstName").pressSequentially("Yann");
        page.waitForResponse("**/users", () -> page.clock().runFor(2_000));
        page.waitForSelector("#session[open]");
        assertEquals("Your session has ended", page.locator("#session-title").innerText());
        assertEquals("Yann", typed(page));
        looks(page, "session-ended");
        page.clock().runFor("01:00");
        assertEquals(1, saves.size(), "no save is tried again");
        assertEquals(portal + "/users", page.url());

        signIn(nolwenn);
        person.newPage().navigate(portal + "/home");
        page.waitForSelector(
                "#session:not([open])", new Page.WaitForSelectorOptions().setState(WaitForSelectorState.ATTACHED));
        page.waitForResponse("**/users", () -> page.evaluate("dispatchEvent(new Event('focus'))"));
        assertEquals("Yann", typed(users()));
    }

    @Test
    void whatWasTypedAfterSigningOutElsewhereIsThereForTheSameAccountInThisTab() {
        var page = users();
        registry.rows.execute("DELETE FROM session");
        page.locator("#firstName").pressSequentially("Yann");
        page.waitForSelector("#session[open]");
        signIn(nolwenn);
        page.onDialog(Dialog::accept);
        page.navigate(portal + "/users");

        assertEquals("Yann", typed(page));
    }

    @Test
    void aFormThatIsSentTooLateIsThereAfterSigningInAgain() {
        var page = users();
        fillIn(page);
        registry.clock.advance(Duration.ofMinutes(31));
        page.click("#typed .actions .button");
        page.waitForURL("**/sign-in?returnTo=%2Fusers");
        assertTrue(page.locator(".notice").textContent().contains("What you had typed is kept"));

        signIn(nolwenn);
        page.navigate(portal + "/users");
        assertEquals("Yann", typed(page));
    }

    @Test
    void aFormThatWasSentIsEmptyAfterwards() {
        var page = users();
        fillIn(page);
        page.click("#typed .actions .button");
        page.locator(".notice.good").waitFor();

        assertEquals("", typed(page));
        assertEquals("", typed(users()));
    }

    @Test
    void withoutScriptsTheLanguageIsSwitchedAndEnterSendsTheForm() {
        person = context(false);
        signIn(nolwenn);
        var page = users();
        fillIn(page);
        page.click(".language");
        page.waitForURL("**/users");
        assertEquals("fr", page.getAttribute("html", "lang"));
        assertEquals("Yann", typed(page));

        page.press("#firstName", "Enter");
        page.locator(".notice.good").waitFor();
        assertEquals("", typed(page));
    }

    private static void fillIn(Page page) {
        page.fill("#firstName", "Yann");
        page.fill("#lastName", "Le Goff");
        page.fill("#email", "yann@kervella.example");
        page.fill("#emailConfirmation", "yann@kervella.example");
    }

    /** Two pictures to look at, and what axe says. */
    private static void looks(Page page, String name) {
        for (var width : List.of(1280, 360)) {
            page.setViewportSize(width, 900);
            var file = Path.of("target", "screenshots", name + "-" + width + ".png");
            page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(file));
            assertFalse((boolean)
                    page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"));
        }
        assertEquals(List.of(), Axe.complaints(page));
    }
}
