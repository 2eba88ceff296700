package eu.parvis.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.TestPortal;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class NoticesTest {

    private TestPortal portal;
    private Browser browser;

    /** A form that leads to a page, which says what it shows. */
    private final class Rooms implements Routes {

        @Override
        public void pages(Router router) {
            var notices = portal.site().notices();
            router.post("/room/:id")
                    .handler(Answers.answer(rc -> notices.seeOther(
                            rc, "/room/" + rc.pathParam("id") + "?lamp=on", List.of("painted", "aired"))));
            router.get("/room/:id")
                    .handler(Answers.answer(
                            rc -> rc.response().end(String.join(" ", new TreeSet<>(notices.take(rc))))));
        }
    }

    @BeforeEach
    void serve(Vertx vertx) {
        portal = new TestPortal(vertx, Map.of());
        browser = new Browser(vertx, portal.serve(new Rooms()));
    }

    private String page(String address) {
        var text = browser.get(address).bodyAsString();
        return text == null ? "" : text;
    }

    @Test
    void whatWasDoneIsShownOnce() {
        browser.post("/room/1");

        assertEquals("aired painted", page("/room/1?lamp=on"));
        assertEquals("", page("/room/1?lamp=on"));
    }

    @Test
    void switchingTheLanguageShowsItStill() {
        browser.post("/room/1");

        browser.get("/room/1?lamp=on&lang=fr");

        assertEquals("aired painted", page("/room/1?lamp=on"));
    }

    @Test
    void aPageOfAnotherTabShowsAndTakesNothing() {
        browser.post("/room/1");
        browser.post("/room/2");

        assertEquals("", page("/room/1"));
        assertEquals("aired painted", page("/room/2?lamp=on"));
        assertEquals("aired painted", page("/room/1?lamp=on"));
    }

    @Test
    void aNoticeThatNobodyFetchesIsForgotten() {
        browser.post("/room/1");

        portal.clock.advance(Duration.ofMinutes(2));

        assertEquals("", page("/room/1?lamp=on"));
    }

    @Test
    void nobodyCanMakeOneUpOrMoveItToAnotherPage() {
        var notices = portal.site().notices();

        browser.with(notices.name("/room/1"), "cGFpbnRlZA.cGFpbnRlZA");
        assertEquals("", page("/room/1"));
        browser.with(notices.name("/room/2"), notices.value("/room/1", List.of("painted")));
        assertEquals("", page("/room/2"));
    }

    @Test
    void scriptsAndOtherSitesNeverSeeTheCookie() {
        var cookie = browser.post("/room/1").cookies().get(0);

        assertTrue(cookie.startsWith("__Host-notice-"), cookie);
        for (var part : List.of("Path=/", "Secure", "HTTPOnly", "SameSite=Lax", "Max-Age=120")) {
            assertTrue(cookie.contains(part), cookie);
        }
    }
}
