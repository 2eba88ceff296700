package eu.parvis.signin.password;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import eu.parvis.api.ApiClient;
import eu.parvis.api.Exchange;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A program that has signed in before, and strangers who guess the password of its person. */
@ExtendWith(VertxExtension.class)
class KnownProgramTest {

    private static final String OWNER = "203.0.113.7";

    private Door door;

    @BeforeEach
    void open(Vertx vertx) {
        door = new Door(vertx, Map.of("http.trustedProxies", "127.0.0.1", "device.programs", "3"));
    }

    @Test
    void strangersDoNotMakeItWait() {
        var token = deviceToken(signIn(program(), Door.PASSWORD));
        strangersGuess();

        assertEquals(429, signIn(program(), Door.PASSWORD).status());
        var signedIn = signIn(program().with("Device-Token", token), Door.PASSWORD);

        assertEquals(201, signedIn.status());
        assertEquals(token, deviceToken(signedIn), "it keeps its token");
    }

    @Test
    void itHasTenTriesOfItsOwn() {
        var known = program().with("Device-Token", deviceToken(signIn(program(), Door.PASSWORD)));
        for (var i = 0; i < 10; i++) {
            assertEquals(401, signIn(known, "wrong").status());
        }

        assertEquals(429, signIn(known, Door.PASSWORD).status());
        assertEquals(201, signIn(program(), Door.PASSWORD).status(), "its tries are not those of the account");
    }

    @Test
    void aTokenOfAnotherAccountOrOfSomebodysOwnMakingIsWorthNothing() {
        var erwans = deviceToken(door.api().post("/sessions", credentials("AB123456", Door.TEMPORARY)));
        strangersGuess();

        for (var token : List.of(erwans, "abc.def", "x".repeat(300))) {
            assertEquals(
                    429,
                    signIn(program().with("Device-Token", token), Door.PASSWORD).status());
        }
    }

    @Test
    void aTokenIsNoSessionAndASessionIsNoToken() {
        var signedIn = signIn(program(), Door.PASSWORD);
        strangersGuess();

        assertEquals(401, door.api().bearer(deviceToken(signedIn)).get("/me").status());
        assertEquals(
                429,
                signIn(program().with("Device-Token", signedIn.json().getString("token")), Door.PASSWORD)
                        .status());
    }

    /** Three programs are known; one that never sends its token draws a new one at each sign-in. */
    @Test
    void aProgramThatNeverSendsItsTokenDoesNotDisplaceOthers() {
        var token = deviceToken(signIn(program(), Door.PASSWORD));
        signIn(program().with("Device-Token", token), Door.PASSWORD);
        for (var i = 0; i < 5; i++) {
            door.site.clock.advance(Duration.ofMinutes(1));
            assertNotEquals(token, deviceToken(signIn(program(), Door.PASSWORD)));
        }
        var newest = deviceToken(signIn(program(), Door.PASSWORD));
        strangersGuess();

        assertEquals(List.of("3"), door.tables.query("SELECT count(*) FROM device"));
        for (var known : List.of(token, newest)) {
            assertEquals(
                    201,
                    signIn(program().with("Device-Token", known), Door.PASSWORD).status());
        }
    }

    @Test
    void itIsForgottenAYearAfterItsLastSignIn() {
        var token = deviceToken(signIn(program(), Door.PASSWORD));
        door.site.clock.advance(Duration.ofDays(364));
        assertEquals(token, deviceToken(signIn(program().with("Device-Token", token), Door.PASSWORD)));
        door.site.clock.advance(Duration.ofDays(364));
        assertEquals(token, deviceToken(signIn(program().with("Device-Token", token), Door.PASSWORD)));

        door.site.clock.advance(Duration.ofDays(365));

        assertNotEquals(token, deviceToken(signIn(program().with("Device-Token", token), Door.PASSWORD)));
    }

    @Test
    void theTokenIsReadableNowhere() {
        var token = deviceToken(signIn(program(), Door.PASSWORD));

        for (var table : List.of("device", "attempt", "session", "journal")) {
            var rows =
                    door.tables.query("SELECT one::text FROM " + table + " one").toString();
            assertFalse(rows.contains(token), table);
        }
    }

    private void strangersGuess() {
        for (var network = 1; network <= 3; network++) {
            for (var i = 0; i < 5; i++) {
                signIn(door.api().with("X-Forwarded-For", "198.51.100." + network), "guess");
            }
        }
    }

    private ApiClient program() {
        return door.api().with("X-Forwarded-For", OWNER);
    }

    private static Exchange signIn(ApiClient program, String password) {
        return program.post("/sessions", credentials("KM402716", password));
    }

    private static JsonObject credentials(String login, String password) {
        return JsonObject.of("login", login, "password", password);
    }

    private static String deviceToken(Exchange signedIn) {
        return signedIn.json().getString("deviceToken");
    }
}
