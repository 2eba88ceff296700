package eu.parvis.signin.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.Await;
import eu.parvis.Statements;
import eu.parvis.signin.password.Door;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The work for a request begins at a moment that nobody can guess, well after its answer. */
class RecoveryPauseTest {

    private static final String DUE = "SELECT count(*), min(lease_until - asked_at) >= interval '1 second',"
            + " max(lease_until - asked_at) <= interval '5 seconds',"
            + " max(lease_until - asked_at) - min(lease_until - asked_at) > interval '1 second' FROM recovery_request";

    private final Statements statements = new Statements();
    private final Vertx vertx = statements.vertx();
    private Door door;

    @BeforeEach
    void open() {
        door = new Door(vertx, Map.of("recovery.pause", "PT1S", "smtp.port", "1"));
    }

    @AfterEach
    void close() {
        Await.done(vertx.close());
    }

    /** With an account, one that is not activated, and none. */
    @Test
    void nothingIsDoneBeforeItWhoeverItIs() {
        for (var login : List.of("KM402716", "AB123456", "ZZ999999")) {
            var asked = statements.of(() -> {
                door.browser().post("/forgot-password", "login", login);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
            });

            // The sweeps of mails, sessions and work run beside it.
            var aboutIt = asked.stream()
                    .filter(statement -> statement.matches("(?s)INSERT.*|.*(account|journal).*"))
                    .toList();
            assertEquals(1, aboutIt.size(), login + aboutIt);
            assertTrue(aboutIt.get(0).startsWith("INSERT INTO recovery_request"), aboutIt::toString);
        }
    }

    @Test
    void itIsDrawnForEachRequest() {
        IntStream.range(0, 8)
                .forEach(i -> List.of("KM402716", "AB123456", "ZZ999999")
                        .forEach(login -> door.browser().post("/forgot-password", "login", login)));

        assertEquals(List.of("24|t|t|t"), door.tables.query(DUE));
    }

    @Test
    void thenItIsDone() {
        door.browser().post("/forgot-password", "login", "KM402716");
        door.site.clock.advance(Duration.ofSeconds(5));

        for (var tries = 0; tries < 150 && !mails().equals(List.of("1")); tries++) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        assertEquals(List.of("1"), mails());
    }

    private List<String> mails() {
        return door.tables.query("SELECT count(*) FROM mail");
    }
}
