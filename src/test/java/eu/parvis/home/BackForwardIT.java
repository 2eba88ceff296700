package eu.parvis.home;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.Cookie;
import eu.parvis.Chromium;
import eu.parvis.membership.Registry;
import eu.parvis.membership.Role;
import eu.parvis.session.SessionApi.Channel;
import eu.parvis.session.SessionGuard;
import eu.parvis.signin.password.SigninRoutes;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** "Back" after sign-out, in a browser that keeps the pages that were left in memory, as the browsers of visitors do. */
@ExtendWith({VertxExtension.class, Chromium.class})
class BackForwardIT {

    private static final String SECRET = "Kervella";
    private static final String SIGN_OUT = "form[action='/sign-out'] button";

    /** Says on the next page whether a page came from memory. */
    private static final String WATCH =
            "addEventListener('pageshow', event => { if (event.persisted) sessionStorage.setItem('kept', location.pathname); });";

    private Playwright playwright;
    private Page page;
    private String portal;

    @BeforeEach
    void anAdministratorIsSignedIn(Vertx vertx) {
        playwright = Chromium.playwright();
        var browser = Chromium.thatKeepsPages(playwright);
        var registry = Registry.open(vertx, Map.of("http.publicUrl", "http://localhost"));
        var organisation = registry.organisation(Registry.SIRET, "Menuiserie Kervella");
        var nolwenn = registry.member(organisation, "nolwenn.kervella@kervella.example", Role.ADMINISTRATOR);
        var site = registry.portal.site();
        portal = registry.portal
                .serve(new SigninRoutes(site, new SessionGuard(site)))
                .toString();
        var person = browser.newContext(new Browser.NewContextOptions().setLocale("en-GB"));
        person.addCookies(
                List.of(new Cookie("session", registry.token(nolwenn.account(), Channel.BROWSER)).setUrl(portal)));
        person.addInitScript(WATCH);
        page = person.newPage();
    }

    @AfterEach
    void close() {
        playwright.close();
    }

    private void back() {
        try {
            page.goBack(new Page.GoBackOptions().setTimeout(3_000));
        } catch (PlaywrightException fromMemory) {
            // Playwright waits for a navigation, which a page from memory is not.
            assertFalse(fromMemory.getMessage().isEmpty());
        }
    }

    /** Playwright does not learn where a page from memory is. */
    private void arrivesAt(String path) {
        var end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!path.equals(here()) && System.nanoTime() < end) {
            page.waitForTimeout(100);
        }
        assertEquals(path, here());
    }

    private Object here() {
        try {
            return page.evaluate("location.pathname + location.search");
        } catch (PlaywrightException onTheWay) {
            return onTheWay.getMessage();
        }
    }

    private Object kept() {
        return page.evaluate("sessionStorage.getItem('kept')");
    }

    /** Otherwise the other tests prove nothing. */
    @Test
    void thisBrowserKeepsAPublicPage() {
        page.context().clearCookies();
        page.navigate(portal + "/sign-in");
        page.navigate(portal + "/signed-out");

        back();

        arrivesAt("/sign-in");
        assertEquals("/sign-in", kept());
    }

    @Test
    void aSignedInPageIsNotKept() {
        page.navigate(portal + "/home");
        assertTrue(page.content().contains(SECRET), page.content());
        page.click(SIGN_OUT);
        page.waitForURL("**/signed-out");

        back();

        arrivesAt("/sign-in?returnTo=%2Fhome");
        var shown = (String) page.evaluate("document.documentElement.outerHTML");
        assertFalse(shown.contains(SECRET), shown);
        assertEquals(null, kept());
    }

    /** Some browsers keep a page although it is not to be stored. */
    @Test
    void aSignedInPageThatIsKeptAllTheSameShowsNothingAndIsAskedForAgain() {
        page.route("**/home", BackForwardIT::storable, new Page.RouteOptions().setTimes(1));
        page.navigate(portal + "/home");
        assertTrue(page.content().contains(SECRET), page.content());
        page.click(SIGN_OUT);
        page.waitForURL("**/signed-out");

        back();

        arrivesAt("/sign-in?returnTo=%2Fhome");
        var shown = (String) page.evaluate("document.documentElement.outerHTML");
        assertFalse(shown.contains(SECRET), shown);
        assertEquals("/home", kept(), "the page came from memory");
    }

    private static void storable(Route route) {
        var answer = route.fetch();
        var headers = new HashMap<>(answer.headers());
        headers.remove("cache-control");
        route.fulfill(new Route.FulfillOptions().setResponse(answer).setHeaders(headers));
    }
}
