package eu.parvis.signin.password;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.Await;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Strangers who guess passwords, from networks of their own, and the owner whom they must not lock out. */
@ExtendWith(VertxExtension.class)
class GuessingTest {

    private static final String IDENTIFIER = "KM402716";
    private static final String ADDRESS = "nolwenn@kervella.example";
    private static final String OWNER = "203.0.113.7";
    private static final Duration QUARTER = Duration.ofMinutes(15);

    private Door door;

    @BeforeEach
    void open(Vertx vertx) {
        door = new Door(vertx, Map.of("http.trustedProxies", "127.0.0.1"));
    }

    // --- The owner gets in --------------------------------------------------------------------------------------

    @ParameterizedTest
    @CsvSource({"203.0.113.1, 203.0.113.7", "2001:db8:7:1::1, 2001:db8:7:2::1", "203.0.113.1, 2001:db8:7:1::1"})
    void aStrangersNetworkNeverUsesMoreThanHalfOfTheTries(String stranger, String owner) {
        assertEquals(5, evaluated(guess(stranger, IDENTIFIER, 12)));

        assertEquals(303, signIn(owner, IDENTIFIER, Door.PASSWORD).statusCode(), "the owner, at once");
        assertEquals(429, signIn(stranger, IDENTIFIER, Door.PASSWORD).statusCode());
    }

    @Test
    void anIpv6NetworkIsOneStranger() {
        var answers = IntStream.range(0, 12)
                .mapToObj(i -> signIn("2001:db8:7:1::" + i, IDENTIFIER, "guess").statusCode())
                .toList();

        assertEquals(5, answers.stream().filter(status -> status == 401).count());
    }

    @Test
    void aStrangerWhoGuessesAllDayKeepsNobodyElseOut() {
        for (var minute = 0; minute < 24 * 60; minute += 3) {
            signIn("203.0.113.1", IDENTIFIER, "guess");
            door.site.clock.advance(Duration.ofMinutes(3));
        }

        assertEquals(303, signIn(OWNER, IDENTIFIER, Door.PASSWORD).statusCode());
    }

    @Test
    void strangersFromManyNetworksHoldTheOwnerForFifteenMinutesAtMost() {
        for (var quarter = 0; quarter < 24 * 4; quarter++) {
            for (var i = 0; i < 12; i++) {
                signIn("198.51.100." + (quarter + i) % 100, IDENTIFIER, "guess");
            }
            door.site.clock.advance(QUARTER);
        }
        signIn("198.51.100.200", IDENTIFIER, "guess");

        var refused = signIn(OWNER, IDENTIFIER, Door.PASSWORD);
        assertEquals(429, refused.statusCode());
        assertEquals("900", refused.getHeader("Retry-After"));
        assertTrue(refused.bodyAsString().contains("Wait 15 min"), refused.bodyAsString());
        door.site.clock.advance(QUARTER.minusSeconds(1));
        assertEquals("1", signIn(OWNER, IDENTIFIER, Door.PASSWORD).getHeader("Retry-After"));
        door.site.clock.advance(Duration.ofSeconds(1));
        assertEquals(303, signIn(OWNER, IDENTIFIER, Door.PASSWORD).statusCode());
    }

    /** The issue: a hundred wrong passwords within a day, then the right one from the same network. */
    @Test
    void aHundredWrongPasswordsInADayNeverCloseTheDoor() {
        var evaluated = 0;
        for (var i = 0; i < 100; i++) {
            evaluated += signIn(OWNER, IDENTIFIER, "guess").statusCode() == 401 ? 1 : 0;
            door.site.clock.advance(Duration.ofMinutes(10));
        }
        assertTrue(evaluated < 100, "after fifty, one in fifteen minutes: " + evaluated);
        var wait = Duration.ofSeconds(
                Long.parseLong(signIn(OWNER, IDENTIFIER, "guess").getHeader("Retry-After")));

        assertTrue(wait.compareTo(QUARTER) <= 0, wait::toString);
        door.site.clock.advance(wait);
        assertEquals(303, signIn(OWNER, IDENTIFIER, Door.PASSWORD).statusCode());
    }

    @Test
    void theDaySlowsStrangersDown() {
        var first = 0;
        var second = 0;
        for (var quarter = 0; quarter < 20; quarter++) {
            for (var i = 0; i < 4; i++) {
                var evaluated = evaluated(guess("198.51.100." + (4 * quarter + i), IDENTIFIER, 5));
                first += quarter < 10 ? evaluated : 0;
                second += quarter < 10 ? 0 : evaluated;
            }
            door.site.clock.advance(QUARTER);
        }

        assertEquals(100, first, "ten in fifteen minutes");
        assertEquals(10, second, "one in fifteen minutes");
    }

    @Test
    void aKnownBrowserIsNotHeldByStrangers() {
        var browser = door.browser().from(OWNER);
        browser.post("/sign-in", "login", IDENTIFIER, "password", Door.PASSWORD);
        guess("203.0.113.1", IDENTIFIER, 6);
        guess("203.0.113.2", ADDRESS, 6);
        guess("203.0.113.3", IDENTIFIER, 6);

        assertEquals(
                303,
                browser.post("/sign-in", "login", IDENTIFIER, "password", Door.PASSWORD)
                        .statusCode());
    }

    // --- What is counted ----------------------------------------------------------------------------------------

    @Test
    void ofFiftyPasswordsAtOnceTenAreEvaluated() {
        var answers = IntStream.range(0, 50)
                .mapToObj(i -> door.browser().from("198.51.100." + i).send("/sign-in", form(IDENTIFIER, "guess")))
                .toList();

        var statuses =
                answers.stream().map(each -> Await.done(each).statusCode()).toList();

        assertEquals(10, statuses.stream().filter(status -> status == 401).count(), statuses::toString);
        assertEquals(40, statuses.stream().filter(status -> status == 429).count(), statuses::toString);
    }

    @Test
    void overBothNamesOfAnAccountNoMoreThanTenAreEvaluated() {
        guess("203.0.113.1", IDENTIFIER, 5);
        guess("203.0.113.2", ADDRESS, 5);

        for (var name : List.of(IDENTIFIER, ADDRESS)) {
            assertEquals(401, signIn(OWNER, name, Door.PASSWORD).statusCode(), name);
        }
        assertEquals(
                "10",
                door.tables
                        .query("SELECT cardinality(tries) FROM attempt WHERE account_id = '" + People.NOLWENN + "'")
                        .get(0));
    }

    @Test
    void aNetworkUsesHalfOfTheTriesOverBothNames() {
        guess("203.0.113.1", IDENTIFIER, 3);
        guess("203.0.113.1", ADDRESS, 3);

        assertEquals(401, signIn("203.0.113.1", ADDRESS, Door.PASSWORD).statusCode(), "not evaluated");
        assertEquals(303, signIn(OWNER, ADDRESS, Door.PASSWORD).statusCode());
    }

    @Test
    void theRightPasswordLeavesTheWrongOnesBeforeIt() {
        guess(OWNER, IDENTIFIER, 4);
        for (var i = 0; i < 12; i++) {
            assertEquals(303, signIn(OWNER, IDENTIFIER, Door.PASSWORD).statusCode());
        }

        assertEquals(List.of(401, 429), guess(OWNER, IDENTIFIER, 2));
    }

    // --- The pair of identifier and address ---------------------------------------------------------------------

    /** Wherever the tries came from, the other name of the account answers as a name that nobody has. */
    @Test
    void anExhaustedIdentifierDoesNotShowWhoseAddressItIs() {
        for (var network = 1; network <= 3; network++) {
            guess("203.0.113." + network, IDENTIFIER, 6);
        }
        for (var i = 0; i < 12; i++) {
            var network = i % 2 == 0 ? "198.51.100.1" : "198.51.100." + (10 + i);
            assertSame(signIn(network, ADDRESS, "guess"), signIn(network, "nothing@kervella.example", "guess"));
            assertSame(apiSignIn(network, ADDRESS), apiSignIn(network, "nothing@kervella.example"));
        }
    }

    @Test
    void anExhaustedAddressDoesNotShowWhoseIdentifierItIs() {
        for (var network = 1; network <= 3; network++) {
            guess("203.0.113." + network, ADDRESS, 6);
        }
        for (var i = 0; i < 12; i++) {
            assertSame(signIn(OWNER, IDENTIFIER, "guess"), signIn(OWNER, "ZZ999999", "guess"));
        }
    }

    private static void assertSame(HttpResponse<Buffer> known, HttpResponse<Buffer> unknown) {
        assertEquals(known.statusCode(), unknown.statusCode());
        assertEquals(
                known.headers().entries().toString(),
                unknown.headers().entries().toString());
        assertEquals(
                known.bodyAsString().replace(ADDRESS, "…").replace(IDENTIFIER, "…"),
                unknown.bodyAsString().replace("nothing@kervella.example", "…").replace("ZZ999999", "…"));
    }

    private static void assertSame(JsonObject known, JsonObject unknown) {
        assertEquals(known, unknown);
    }

    private JsonObject apiSignIn(String network, String login) {
        return door.api()
                .with("X-Forwarded-For", network)
                .post("/sessions", JsonObject.of("login", login, "password", "guess"))
                .json();
    }

    // --- The owner is told --------------------------------------------------------------------------------------

    @Test
    void theOwnerIsToldOnceADay() {
        warn();
        guess("203.0.113.1", IDENTIFIER, 5);
        warn();
        assertEquals(List.of(), door.site.mails(), "five are nothing special");
        guess("203.0.113.2", ADDRESS, 5);
        warn();
        door.site.clock.advance(Duration.ofHours(1));
        guess("203.0.113.1", IDENTIFIER, 5);
        warn();

        assertEquals(List.of("password-guessed " + ADDRESS), door.site.mails());
        assertEquals(
                List.of(People.NOLWENN + "|2026-11-24T09:00:00Z"),
                door.tables.query("SELECT account_id, (SELECT content ->> 'triedAt' FROM mail) FROM journal"
                        + " WHERE event = 'GUESSING_REPORTED'"));
        door.site.clock.advance(Duration.ofHours(23));
        guess("203.0.113.1", IDENTIFIER, 5);
        guess("203.0.113.2", IDENTIFIER, 5);
        warn();
        assertEquals(2, door.site.mails().size());
    }

    @Test
    void nobodyIsToldOfAnUnknownLoginOrAClosedAccount() {
        door.tables.execute("UPDATE account SET state = 'CLOSED'");
        for (var login : List.of("ZZ999999", IDENTIFIER)) {
            guess("203.0.113.1", login, 5);
            guess("203.0.113.2", login, 5);
        }
        warn();

        assertEquals(List.of(), door.site.mails());
    }

    private void warn() {
        var foundation = door.site.foundation;
        Await.done(new GuessWarnings(SigninServices.of(foundation), foundation.random()).send());
    }

    // --- Those who guess ----------------------------------------------------------------------------------------

    private List<Integer> guess(String network, String login, int times) {
        var statuses = new ArrayList<Integer>();
        for (var i = 0; i < times; i++) {
            var answer = signIn(network, login, "guess");
            assertFalse(answer.statusCode() == 303);
            statuses.add(answer.statusCode());
        }
        return statuses;
    }

    private static int evaluated(List<Integer> statuses) {
        return (int) statuses.stream().filter(status -> status == 401).count();
    }

    private HttpResponse<Buffer> signIn(String network, String login, String password) {
        return Await.done(door.browser().from(network).send("/sign-in", form(login, password)));
    }

    private static MultiMap form(String login, String password) {
        return MultiMap.caseInsensitiveMultiMap().add("login", login).add("password", password);
    }
}
