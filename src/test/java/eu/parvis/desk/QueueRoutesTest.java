package eu.parvis.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.Await;
import eu.parvis.http.Browser;
import eu.parvis.session.SessionApi.Channel;
import eu.parvis.session.SessionApi.Kind;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page of the queue: ages, who has what, and what it says when it is empty. */
class QueueRoutesTest {

    private Counter counter;
    private Browser yann;

    @BeforeEach
    void open() {
        counter = new Counter(Vertx.vertx());
        yann = browser("en");
    }

    @AfterEach
    void close() {
        Await.done(counter.orders.registry.portal.vertx.close());
    }

    private Browser browser(String language) {
        counter.orders.registry.rows.execute("UPDATE account SET language = '" + language + "'");
        return counter.orders.registry.portal.browser(counter.yann.account(), Kind.OPEN);
    }

    /** The text of the page without its marks. */
    private static String text(Browser browser, String path) {
        return browser.get(path).bodyAsString().replaceAll("<[^>]+>", " ").replaceAll("\\s+", " ");
    }

    private void later(Duration time) {
        counter.orders.registry.clock.advance(time);
        yann = browser("en");
    }

    private static void matches(String text, String pattern) {
        assertTrue(Pattern.compile(pattern).matcher(text).find(), () -> pattern + " in " + text);
    }

    @Test
    void theAgeOfARequestAndWhetherItIsLateAreSaidInWordsAndByAMark() {
        counter.inReview("ID_RGS_1");
        matches(text(yann, "/desk"), "Less than an hour 2 days left");

        later(Duration.ofHours(30));
        matches(text(yann, "/desk"), "30 hours Only 18 hours left");
        assertTrue(yann.get("/desk").bodyAsString().contains("<span class=\"state warn\">30 hours</span>"));

        later(Duration.ofDays(3));
        matches(text(yann, "/desk"), "4 days Late by 2 days");
        assertTrue(yann.get("/desk").bodyAsString().contains("<span class=\"state bad\">4 days</span>"));
        matches(text(browser("fr"), "/desk"), "4 jours Retard\u00a0: 2 jours");
    }

    @Test
    void aRequestThatWaitsForTheCustomerIsNeverLateForTheDesk() {
        counter.submitted("ID_RGS_1");
        later(Duration.ofDays(9));

        var text = text(yann, "/desk");

        matches(text, "9 days");
        assertFalse(text.contains("Late by"), text);
    }

    @Test
    void theListAndTheApiSayWhoHasARequestAndSinceWhen() {
        var id = counter.inReview("ID_RGS_1");
        counter.claim(counter.lena, id);
        var taken = counter.orders.registry.clock.instant();
        counter.orders.registry.clock.advance(Duration.ofMinutes(20));
        counter.document(counter.lena, id, "IDENTITY", Optional.empty());

        matches(text(browser("en"), "/desk"), "Lena Morel since ");
        var line = api("/desk/requests").getJsonArray("requests").getJsonObject(0);
        assertEquals(taken.toString(), line.getJsonObject("heldBy").getString("since"));
        assertEquals(taken.plus(Duration.ofDays(2)).toString(), line.getString("due"));
    }

    private JsonObject api(String path) {
        return counter.orders
                .registry
                .portal
                .api()
                .bearer(counter.orders.registry.token(counter.yann.account(), Channel.API))
                .get(path)
                .json();
    }

    @Test
    void anEmptyListSaysWhatWillBeThere() {
        matches(text(yann, "/desk"), "No request waits Requests appear here as soon as");
        matches(text(yann, "/desk?held=ME"), "You are not working on any request");
        matches(text(yann, "/desk?state=IN_REVIEW&held=NOBODY"), "No request is ready to be taken");
        matches(text(yann, "/desk?search=dupont"), "No request fits Check the spelling");
    }

    @Test
    void whereNothingIsFreeTheNextRequestIsTheQueueWithASentence() {
        assertEquals("/desk", yann.get("/desk/next").getHeader("Location"));
        matches(text(yann, "/desk"), "No request is ready to be taken\\.");
    }

    @Test
    void aSearchWithoutLettersAndDigitsFindsNothing() {
        counter.inReview("ID_RGS_1");

        matches(text(yann, "/desk?search=--"), "No request fits");
        assertEquals(0, api("/desk/requests?search=--").getJsonArray("requests").size());
    }

    @Test
    void theFiltersKeepTheirChoiceAndLeadOn() {
        var id = counter.inReview("ID_RGS_1");
        UUID other = counter.inReview("ID_RGS_2");

        var page = yann.get("/desk?product=ID_RGS_1&state=IN_REVIEW").bodyAsString();

        assertTrue(page.contains("/desk/requests/" + id));
        assertFalse(page.contains("/desk/requests/" + other));
        assertTrue(page.contains("<option value=\"ID_RGS_1\" selected>"));
        assertTrue(page.contains("<option value=\"IN_REVIEW\" selected>"));
    }
}
