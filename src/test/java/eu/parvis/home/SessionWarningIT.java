package eu.parvis.home;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.Cookie;
import eu.parvis.Chromium;
import eu.parvis.membership.MembershipApi.Actor;
import eu.parvis.membership.Registry;
import eu.parvis.membership.Role;
import eu.parvis.session.SessionApi.Channel;
import eu.parvis.session.SessionGuard;
import eu.parvis.signin.password.SigninRoutes;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The warning before the session ends, in a real browser with a simulated clock. */
@ExtendWith({VertxExtension.class, Chromium.class})
class SessionWarningIT {

    private final List<String> complaints = new ArrayList<>();
    private BrowserContext person;
    private Registry registry;

    @AfterEach
    void nothingFailed() {
        person.close();
        assertEquals(List.of(), complaints);
    }

    @BeforeEach
    void arrive(Browser chromium) {
        person = chromium.newContext();
        person.clock().install();
    }

    @Test
    void inactivityIsAnnouncedBeforeItEndsTheSessionAndCanBeEnded(Vertx vertx) {
        var page = home(vertx, Map.of("session.inactivity", "PT15M", "session.warning", "PT2M"));

        page.clock().runFor("12:50");
        assertFalse(page.locator("#session").isVisible());
        page.clock().runFor("00:20");
        assertTrue(page.locator("#session").isVisible());
        assertTrue(page.locator("[data-when=idle]").first().isVisible());
        assertFalse(page.locator("[data-understood]").isVisible());

        page.locator("[data-stay]").click();
        page.waitForCondition(() -> !page.locator("#session").isVisible());
        page.clock().runFor("12:50");
        assertFalse(page.locator("#session").isVisible());
    }

    @Test
    void theLongestTimeIsAnnouncedThoughThePersonIsActiveAndNothingPromisesMore(Vertx vertx) {
        var page = home(
                vertx, Map.of("session.inactivity", "PT15M", "session.warning", "PT2M", "session.absolute", "PT10M"));

        page.clock().runFor("07:50");
        assertFalse(page.locator("#session").isVisible());
        page.clock().runFor("00:20");
        assertTrue(page.locator("[data-understood]").isVisible());
        assertFalse(page.locator("[data-stay]").isVisible());
        assertEquals("2 min", page.locator("[data-remaining]").textContent());

        page.locator("[data-understood]").click();
        page.clock().runFor("01:00");
        assertFalse(page.locator("#session").isVisible(), "it stands in the way of saving what one does");
    }

    @Test
    void whoTypesEachMinuteIsNeverToldThatNothingHappensAndStaysSignedIn(Vertx vertx) {
        var page = users(vertx);

        for (var minute = 0; minute < 40; minute++) {
            pass(page, 1);
            page.waitForResponse(
                    "**/session/stay", () -> page.locator("#firstName").pressSequentially("a"));
            assertFalse(page.locator("#session").isVisible(), "after " + minute + " minutes");
        }

        page.reload();
        assertTrue(page.url().endsWith("/users"), page.url());
    }

    @Test
    void anOpenPageAndAMovingMouseAreNoActivity(Vertx vertx) {
        var page = users(vertx);
        page.onRequest(request -> complaints.add(request.url()));

        for (var minute = 0; minute < 26; minute++) {
            pass(page, 1);
            page.mouse().move(100 + minute, 200);
            page.mouse().wheel(0, 10);
        }
        assertFalse(page.locator("#session").isVisible());
        pass(page, 2);
        assertTrue(page.locator("#session").isVisible());
        assertEquals(List.of(), complaints, "no request is sent");

        registry.clock.advance(Duration.ofMinutes(2));
        page.clock().runFor("02:00");
        page.waitForURL("**/sign-in**");
        complaints.clear();
    }

    /** Both clocks move: that of the page and that of the portal. */
    private void pass(Page page, int minutes) {
        registry.clock.advance(Duration.ofMinutes(minutes));
        page.clock().runFor(Duration.ofMinutes(minutes).toMillis());
    }

    /** The page of an administrator, with the real answer to "stay". */
    private Page users(Vertx vertx) {
        registry = Registry.open(vertx, Map.of("http.publicUrl", "http://localhost"));
        var nolwenn = nolwenn();
        var site = registry.portal.site();
        var portal = registry.portal.serve(new SigninRoutes(site, new SessionGuard(site)));
        return signedIn(nolwenn, portal, "/users");
    }

    private Page home(Vertx vertx, Map<String, String> times) {
        var settings = new HashMap<>(times);
        settings.put("http.publicUrl", "http://localhost");
        registry = Registry.open(vertx, settings);
        person.route("**/session/stay", route -> route.fulfill(new Route.FulfillOptions().setStatus(204)));
        return signedIn(nolwenn(), registry.portal.address(), "/home");
    }

    private Actor nolwenn() {
        var organisation = registry.organisation(Registry.SIRET, "Menuiserie Kervella");
        return registry.member(organisation, "nolwenn.kervella@kervella.example", Role.ADMINISTRATOR);
    }

    private Page signedIn(Actor who, URI portal, String path) {
        var token = registry.token(who.account(), Channel.BROWSER);
        person.addCookies(List.of(new Cookie("session", token).setUrl(portal.toString())));
        var page = person.newPage();
        page.onPageError(complaints::add);
        page.navigate(portal + path);
        return page;
    }
}
