package eu.parvis.home;

import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.http.Browser;
import eu.parvis.membership.Registry;
import eu.parvis.membership.Role;
import eu.parvis.session.SessionApi.Channel;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The session times in a page, with other settings than the default ones. */
@ExtendWith(VertxExtension.class)
class SessionWarningTest {

    private Registry registry;
    private Browser browser;

    @BeforeEach
    void somebodyIsSignedIn(Vertx vertx) {
        registry = Registry.open(
                vertx, Map.of("session.inactivity", "PT15M", "session.warning", "PT2M", "session.absolute", "PT1H"));
        var organisation = registry.organisation(Registry.SIRET, "Menuiserie Kervella");
        var nolwenn = registry.member(organisation, "nolwenn.kervella@kervella.example", Role.ADMINISTRATOR);
        browser = registry.portal.browser().with("session", registry.token(nolwenn.account(), Channel.BROWSER));
    }

    @Test
    void aPageKnowsTheTimesThatAreSet() {
        assertSays("data-idle=\"900\" data-left=\"3600\" data-warning=\"120\"");
        assertSays("closes after 15 minutes without activity");
    }

    @Test
    void activityBeginsTheOneAnewAndNeverTheOther() {
        for (var minutes = 0; minutes < 50; minutes += 10) {
            registry.clock.advance(Duration.ofMinutes(10));
            assertSays("data-idle=\"900\" data-left=\"" + (3000 - minutes * 60) + "\"");
        }
    }

    @Test
    void withoutScriptsAnOpenPageIsLeftAfterTheEnd() {
        assertSays("<noscript><meta http-equiv=\"refresh\" content=\"905; url=/signed-out?returnTo=%2Fhome\">");
        assertSays("this page closes 15 minutes after it was opened");

        for (var minutes = 0; minutes < 50; minutes += 10) {
            registry.clock.advance(Duration.ofMinutes(10));
            browser.get("/home");
        }

        assertSays("content=\"605; url=/signed-out?returnTo=%2Fhome\"");
        assertSays("this page closes 10 minutes after it was opened");
    }

    private void assertSays(String said) {
        var page = browser.get("/home").bodyAsString();

        assertTrue(page.contains(said), page);
    }
}
