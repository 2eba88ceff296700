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
import eu.parvis.membership.Registry;
import eu.parvis.membership.Role;
import eu.parvis.session.SessionApi.Channel;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
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

    private Page home(Vertx vertx, Map<String, String> times) {
        var settings = new HashMap<>(times);
        settings.put("http.publicUrl", "http://localhost");
        var registry = Registry.open(vertx, settings);
        var organisation = registry.organisation(Registry.SIRET, "Menuiserie Kervella");
        var nolwenn = registry.member(organisation, "nolwenn.kervella@kervella.example", Role.ADMINISTRATOR);
        var portal = registry.portal.address().toString();
        person.addCookies(
                List.of(new Cookie("session", registry.token(nolwenn.account(), Channel.BROWSER)).setUrl(portal)));
        var page = person.newPage();
        page.onPageError(complaints::add);
        page.route("**/session/stay", route -> route.fulfill(new Route.FulfillOptions().setStatus(204)));
        page.navigate(portal + "/home");
        return page;
    }
}
