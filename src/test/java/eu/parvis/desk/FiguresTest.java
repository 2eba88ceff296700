package eu.parvis.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.Await;
import eu.parvis.desk.DeskApi.Age;
import eu.parvis.desk.DeskApi.Arrivals;
import eu.parvis.desk.DeskApi.AskFigures;
import eu.parvis.desk.DeskApi.Figures;
import eu.parvis.http.Browser;
import eu.parvis.session.SessionApi.Channel;
import eu.parvis.session.SessionApi.Kind;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The figures of the desk, counted from rows that the test has made. */
class FiguresTest {

    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

    private Counter counter;
    private Instant now;

    @BeforeEach
    void open() {
        counter = new Counter(Vertx.vertx());
        now = counter.orders.registry.clock.instant();
    }

    @AfterEach
    void close() {
        Await.done(counter.orders.registry.portal.vertx.close());
    }

    private void request(String state, Instant submitted, Instant since) {
        var id = counter.submitted("ID_RGS_1");
        counter.orders.registry.rows.execute(
                "UPDATE request SET state = '%s', submitted_at = '%s', state_since = '%s' WHERE id = '%s'"
                        .formatted(state, submitted, since, id));
    }

    private Instant before(String age) {
        return now.minus(Duration.parse(age));
    }

    private Figures figures() {
        return counter.ask(DeskApi.FIGURES, new AskFigures(counter.yann));
    }

    private static String numbers(List<Age> ages) {
        return ages.stream().map(age -> age.fromDays() + ":" + age.number()).collect(Collectors.joining(" "));
    }

    @Test
    void eachOfTheLastThirtyDaysIsListedAndWholeInTheZoneOfTheDesk() {
        var today = LocalDate.ofInstant(now, PARIS);
        var firstMoment = today.minusDays(29).atStartOfDay(PARIS).toInstant();
        request("ACCEPTED", firstMoment.minusSeconds(1), now);
        request("ACCEPTED", firstMoment, now);
        request("IN_REVIEW", today.atStartOfDay(PARIS).toInstant().minusSeconds(1), now);
        request("IN_REVIEW", today.atStartOfDay(PARIS).toInstant(), now);
        request("REFUSED", now, now);

        var arrivals = figures().arrivals();

        assertEquals(30, arrivals.size());
        assertEquals(
                List.of(
                        new Arrivals(today.minusDays(29), 1),
                        new Arrivals(today.minusDays(1), 1),
                        new Arrivals(today, 2)),
                arrivals.stream().filter(day -> day.number() > 0).toList());
    }

    @Test
    void whatWaitsIsCountedByStateAndByTheTimeInIt() {
        request("IN_REVIEW", before("P20D"), before("PT23H59M"));
        request("IN_REVIEW", before("P20D"), before("P1D"));
        request("IN_REVIEW", before("P20D"), before("P13DT23H"));
        request("DOCUMENTS_MISSING", before("P4D"), before("P3D"));
        request("DOCUMENTS_MISSING", before("P15D"), before("P14D"));
        request("ACCEPTED", before("P20D"), before("P2D"));

        var waiting = figures().waiting();

        assertEquals(
                List.of("DOCUMENTS_MISSING 2 0:0 1:0 3:1 7:0 14:1", "IN_REVIEW 3 0:1 1:1 3:0 7:1 14:0"),
                waiting.stream()
                        .map(one -> one.state() + " " + one.number() + " " + numbers(one.ages()))
                        .toList());
        assertEquals(before("P14D"), waiting.get(0).oldest());
        assertEquals("0:0 1:0 3:1 7:0 14:4", numbers(figures().ages()), "since they were submitted");
    }

    @Test
    void refusalsAreCountedByReasonAlsoWhereTheDocumentWasAcceptedOrReplacedLater() {
        var first = counter.inReview("ID_RGS_1");
        var second = counter.inReview("ID_RGS_1");
        counter.document(counter.yann, first, "IDENTITY", Counter.because("UNREADABLE"));
        counter.replace(first, "IDENTITY");
        counter.document(counter.yann, first, "IDENTITY", Counter.because("UNREADABLE"));
        counter.document(counter.yann, second, "MANDATE", Counter.because("EXPIRED"));
        counter.decide(counter.yann, second, Counter.because("NO_ANSWER"));
        counter.orders.registry.clock.advance(Duration.ofDays(89));

        assertEquals(List.of("true UNREADABLE 2", "true EXPIRED 1", "false NO_ANSWER 1"), refusals());

        counter.orders.registry.clock.advance(Duration.ofDays(1));
        assertEquals(List.of(), refusals());
    }

    private List<String> refusals() {
        return figures().refusals().stream()
                .map(one -> one.ofDocuments() + " " + one.reason().orElse("") + " " + one.number())
                .toList();
    }

    @Test
    void thePageAndTheApiShowTheSameNumbersInBothLanguages() {
        for (var age : List.of("PT1H", "P2D", "P2D", "P30D")) {
            request("IN_REVIEW", before(age), before(age));
        }
        var document = counter.inReview("ID_RGS_1");
        counter.document(counter.yann, document, "IDENTITY", Counter.because("UNREADABLE"));

        var french = page("fr");
        var english = page("en");
        assertTrue(french.contains("1 à 2 jours</th><td data-label=\"Demandes\">2</td>"), french);
        assertTrue(french.contains("14 jours ou plus</th><td data-label=\"Demandes\">1</td>"), french);
        assertTrue(english.contains("1 to 2 days</th><td data-label=\"Requests\">2</td>"), english);
        assertTrue(english.contains("The document cannot be read</th><td data-label=\"Documents\">1</td>"), english);
        assertTrue(english.contains("4 in all. The most: 1 to 2 days, with 2."), english);

        var answer = counter.orders
                .registry
                .portal
                .api()
                .bearer(counter.orders.registry.token(counter.yann.account(), Channel.API))
                .get("/desk/figures")
                .json();
        var ages = answer.getJsonArray("ages");
        assertEquals(
                "{\"fromDays\":1,\"toDays\":3,\"number\":2}",
                ages.getJsonObject(1).encode());
        assertEquals("{\"fromDays\":14,\"number\":1}", ages.getJsonObject(4).encode());
        assertEquals(30, answer.getJsonArray("arrivals").size());
        assertEquals(2, answer.getJsonArray("waiting").size());
    }

    private String page(String language) {
        counter.orders.registry.rows.execute("UPDATE account SET language = '" + language + "'");
        Browser browser = counter.orders.registry.portal.browser(counter.yann.account(), Kind.OPEN);
        return browser.speaking(language).get("/desk/figures").bodyAsString();
    }
}
