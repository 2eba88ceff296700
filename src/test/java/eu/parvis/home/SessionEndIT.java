package eu.parvis.home;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.Cookie;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a browser still shows of a session at its end, and after it. */
@ExtendWith({VertxExtension.class, Chromium.class})
class SessionEndIT {

    private static final String SECRET = "Kervella";

    private final List<String> complaints = new ArrayList<>();
    private Browser chromium;
    private BrowserContext person;
    private Registry registry;
    private Actor nolwenn;
    private String portal;

    @BeforeEach
    void anAdministratorIsSignedIn(Vertx vertx, Browser browser) {
        chromium = browser;
        registry = Registry.open(vertx, Map.of("http.publicUrl", "http://localhost"));
        var organisation = registry.organisation(Registry.SIRET, "Menuiserie Kervella");
        nolwenn = registry.member(organisation, "nolwenn.kervella@kervella.example", Role.ADMINISTRATOR);
        var site = registry.portal.site();
        portal = registry.portal
                .serve(new SigninRoutes(site, new SessionGuard(site)))
                .toString();
        arrive(true);
    }

    private void arrive(boolean scripts) {
        person = chromium.newContext(
                new Browser.NewContextOptions().setLocale("en-GB").setJavaScriptEnabled(scripts));
        if (scripts) {
            person.clock().install();
        }
        signIn();
    }

    private void signIn() {
        person.addCookies(
                List.of(new Cookie("session", registry.token(nolwenn.account(), Channel.BROWSER)).setUrl(portal)));
    }

    @AfterEach
    void nothingFailed() {
        assertEquals(List.of(), complaints);
    }

    private Page open(String path) {
        var page = person.newPage();
        page.onPageError(complaints::add);
        page.navigate(portal + path);
        assertTrue(page.content().contains(SECRET), page.content());
        return page;
    }

    /** Both clocks move: that of the page and that of the portal. */
    private void pass(Page page, Duration time) {
        registry.clock.advance(time);
        page.clock().runFor(time.toMillis());
    }

    @ParameterizedTest
    @CsvSource({
        "en, You are signed out, after 30 minutes without activity, Sign in again",
        "fr, Vous êtes déconnecté, après 30 minutes sans activité, Me connecter à nouveau"
    })
    void aPageIsClearedAlsoWhileThePortalIsOutOfReachAndSaysWhy(
            String language, String title, String reason, String button) {
        registry.rows.execute("UPDATE account SET language = '" + language + "'");
        var page = open("/users");
        person.setOffline(true);

        pass(page, Duration.ofMinutes(29).plusSeconds(58));
        assertTrue(page.content().contains(SECRET));
        pass(page, Duration.ofSeconds(4));

        assertFalse(page.content().contains(SECRET), page.content());
        assertFalse(page.content().contains("nolwenn"), page.content());
        assertTrue(page.title().startsWith(title + " – "), page.title());
        assertEquals(title, page.locator("h1").textContent());
        assertTrue(page.locator(".lead >> visible=true").textContent().contains(reason));
        assertEquals(button, page.locator("[data-again]").textContent());
        looks(page, "session-over-" + language);

        person.setOffline(false);
        page.waitForURL("**/sign-in?returnTo=%2Fusers");
    }

    @Test
    void theDialogSaysThatThePortalIsOutOfReach() {
        var page = open("/home");
        person.setOffline(true);
        pass(page, Duration.ofMinutes(27).plusSeconds(2));

        page.locator("[data-stay]").click();
        page.locator("[data-unreachable]").waitFor();
        looks(page, "session-unreachable");
        person.setOffline(false);
        page.locator("[data-stay]").click();
        page.waitForCondition(() -> !page.locator("#session").isVisible());
    }

    @Test
    void aMachineThatSleptShowsNothingBeforeTheServerHasAnswered() {
        var page = open("/users");
        person.route("**/session", route -> {});

        var shown = page.evaluate("""
                () => {
                  const awake = Date.now() + 31 * 60_000;
                  Date.now = () => awake;
                  document.dispatchEvent(new Event('visibilitychange'));
                  return document.documentElement.outerHTML;
                }
                """);

        assertFalse(shown.toString().contains(SECRET), shown.toString());
    }

    @Test
    void tabsEndTogetherAndAFrozenOneLearnsThatAnotherOneWasUsed() {
        var first = open("/users");
        var second = open("/users");
        pass(second, Duration.ofMinutes(20));
        second.waitForResponse(
                "**/session/stay", () -> second.locator("#firstName").pressSequentially("a"));
        second.waitForResponse("**/users", () -> pass(second, Duration.ofSeconds(2)));
        pass(second, Duration.ofMinutes(11));
        first.waitForTimeout(100);
        assertTrue(first.content().contains(SECRET), "the other tab was used eleven minutes ago");
        assertFalse(first.locator("#session").isVisible());

        pass(second, Duration.ofMinutes(16).plusSeconds(5));
        for (var tab : List.of(first, second)) {
            tab.locator("#session").waitFor();
        }
        pass(second, Duration.ofMinutes(3));
        for (var tab : List.of(first, second)) {
            tab.waitForURL("**/sign-in?returnTo=%2Fusers");
        }
    }

    @Test
    void aFrozenTabReadsWhatItMissedBeforeItEnds() {
        var page = open("/users");

        var shown = page.evaluate("""
                () => {
                  const awake = Date.now() + 31 * 60_000;
                  localStorage.setItem('session.activity', JSON.stringify([awake - 60_000, awake + 3_600_000]));
                  Date.now = () => awake;
                  document.dispatchEvent(new Event('visibilitychange'));
                  return document.documentElement.outerHTML;
                }
                """);

        assertTrue(shown.toString().contains(SECRET));
    }

    @Test
    void whatWasTypedWhileThePortalWasOutOfReachIsThereAfterSigningInAgain() {
        var page = open("/users");
        person.setOffline(true);
        page.locator("#firstName").pressSequentially("Yann");
        pass(page, Duration.ofMinutes(31));
        assertFalse(page.content().contains("Yann"), page.content());

        person.setOffline(false);
        page.waitForURL("**/sign-in?returnTo=%2Fusers");
        page.waitForCondition(
                () -> registry.rows.query("SELECT count(*) FROM draft").equals(List.of("1")));
        signIn();
        page.navigate(portal + "/users");
        assertEquals("Yann", page.inputValue("#firstName"));
    }

    @Test
    void backShowsNothingAfterSigningOut() {
        var page = open("/home");
        page.navigate(portal + "/users");
        page.click(".side form[action='/sign-out'] button");
        page.waitForURL("**/signed-out");

        page.goBack();
        page.waitForURL("**/sign-in**");
        assertFalse(page.content().contains(SECRET), page.content());
    }

    @Test
    void backShowsNothingAfterSigningOutWhileThePortalIsOutOfReach() {
        var page = open("/home");
        page.click(".side form[action='/sign-out'] button");
        page.waitForURL("**/signed-out");
        person.setOffline(true);

        try {
            page.goBack();
        } catch (PlaywrightException unreachable) {
            assertTrue(unreachable.getMessage().contains("net::ERR_"), unreachable::getMessage);
        }
        page.waitForURL("chrome-error://**");
        assertFalse(page.content().contains(SECRET), page.content());
    }

    @Test
    void backShowsNothingAfterTheEnd() {
        var page = open("/home");
        page.navigate(portal + "/help");
        registry.clock.advance(Duration.ofMinutes(31));

        page.goBack();
        page.waitForURL("**/sign-in?returnTo=%2Fhome");
        assertFalse(page.content().contains(SECRET), page.content());
    }

    /** Browsers may keep a page in memory although it is not to be stored. {@link BackForwardIT} has one that keeps pages. */
    @Test
    void aPageKeptInMemoryIsHiddenAndAskedForAgain() {
        var page = open("/home");
        page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', {persisted: true}))");
        assertFalse(page.locator("h1").isVisible());

        registry.clock.advance(Duration.ofMinutes(31));
        page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))");
        page.waitForURL("**/sign-in?returnTo=%2Fhome");
    }

    @Test
    void withoutScriptsAnOpenPageIsLeftByItself() {
        arrive(false);
        var page = open("/users");
        pictures(page, "session-without-scripts");
        person.route("**/users", SessionEndIT::hurry);
        page.reload();

        page.waitForURL("**/signed-out?returnTo=%2Fusers");
        assertFalse(page.content().contains(SECRET), page.content());
        assertTrue(page.content().contains("You are still signed in"), "the portal's clock stands still");
        registry.clock.advance(Duration.ofMinutes(31));
        page.reload();
        assertTrue(page.content().contains("You are signed out"), page.content());
    }

    /** One second in place of thirty minutes. */
    private static void hurry(Route route) {
        var answer = route.fetch();
        assertTrue(answer.text().contains("content=\"1805; url="), answer.text());
        route.fulfill(new Route.FulfillOptions()
                .setResponse(answer)
                .setBody(answer.text().replace("content=\"1805; url=", "content=\"1; url=")));
    }

    /** Two pictures to look at, and what axe says. */
    private static void looks(Page page, String name) {
        pictures(page, name);
        assertEquals(List.of(), Axe.complaints(page));
    }

    private static void pictures(Page page, String name) {
        for (var width : List.of(1280, 360)) {
            page.setViewportSize(width, 900);
            var file = Path.of("target", "screenshots", name + "-" + width + ".png");
            page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(file));
            assertFalse((boolean)
                    page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"));
        }
    }
}
