package eu.parvis.db;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import eu.parvis.Await;
import eu.parvis.TestPortal;
import eu.parvis.bus.Failure;
import eu.parvis.mail.MailApi;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class EffectStoreTest {

    private static final Optional<String> CALL = Optional.of("token of a call");

    private final AtomicInteger effects = new AtomicInteger();
    private TestPortal portal;
    private EffectStore store;

    @BeforeEach
    void open(Vertx vertx) {
        portal = new TestPortal(vertx);
        store = new EffectStore(portal.foundation.box());
    }

    @Test
    void aRepeatedCallHasOneEffectAndItsResult() {
        assertEquals(new MailApi.States(id(1)), Await.done(once(CALL)));
        assertEquals(new MailApi.States(id(1)), Await.done(once(CALL)));
        assertEquals(new MailApi.States(id(2)), Await.done(once(Optional.of("another"))));
        assertEquals(new MailApi.States(id(3)), Await.done(once(Optional.empty())));
        assertEquals(new MailApi.States(id(4)), Await.done(once(Optional.empty())));
    }

    @Test
    void anEffectThatIsRolledBackLeavesNoResult() {
        Await.failure(portal.sql.inTransaction(
                sql -> once(sql, CALL, this::next).compose(done -> Future.failedFuture("rolled back"))));

        assertEquals(new MailApi.States(id(2)), Await.done(once(CALL)));
    }

    @Test
    void ofTwoAttemptsAtTheSameTimeOneTakesEffectAndTheOtherIsToldToAskAgain() {
        var bothRun = Promise.<Void>promise();
        var running = new AtomicInteger();
        Supplier<Future<MailApi.States>> together = () -> {
            if (running.incrementAndGet() == 2) {
                bothRun.complete();
            }
            return bothRun.future().compose(both -> next());
        };

        var outcomes = Await.done(Future.join(
                        portal.sql.inTransaction(sql -> once(sql, CALL, together)),
                        portal.sql.inTransaction(sql -> once(sql, CALL, together)))
                .transform(all -> Future.succeededFuture(running.get())));

        assertEquals(2, outcomes);
        assertEquals(List.of("1"), portal.database.query("SELECT count(*) FROM effect"));
        Await.done(once(CALL));
        assertEquals(2, effects.get());
    }

    @Test
    void theOneThatIsTooLateIsUnavailableForAMoment() {
        var entered = Promise.<Void>promise();
        var first = Promise.<Void>promise();
        var late = portal.sql.inTransaction(sql -> once(sql, CALL, () -> {
            entered.complete();
            return first.future().compose(go -> next());
        }));
        Await.done(entered.future());
        Await.done(once(CALL));
        first.complete();

        var failure = assertInstanceOf(Failure.class, Await.failure(late));
        assertEquals(Failure.Kind.UNAVAILABLE, failure.kind());
    }

    @Test
    void afterADayACallIsForgotten() {
        Await.done(once(CALL));
        portal.clock.advance(Duration.ofHours(24).minusSeconds(1));
        assertEquals(new MailApi.States(id(1)), Await.done(once(CALL)));

        portal.clock.advance(Duration.ofSeconds(1));
        assertEquals(new MailApi.States(id(2)), Await.done(once(CALL)));

        portal.clock.advance(Duration.ofHours(24));
        Await.done(portal.site().idempotency().sweep());
        assertEquals(List.of("0"), portal.database.query("SELECT count(*) FROM effect"));
    }

    @Test
    void aStoredResultCannotBeReadInTheDatabase() {
        Await.done(once(CALL));

        var stored = portal.database.query("SELECT encode(call, 'escape') || encode(result, 'escape') FROM effect");

        assertFalse(stored.get(0).contains("group"), stored.get(0));
        assertFalse(stored.get(0).contains(CALL.get()), stored.get(0));
    }

    private Future<MailApi.States> once(Optional<String> call) {
        return portal.sql.inTransaction(sql -> once(sql, call, this::next));
    }

    private Future<MailApi.States> once(Sql sql, Optional<String> call, Supplier<Future<MailApi.States>> effect) {
        return store.once(sql, call, MailApi.States.class, portal.clock.instant(), effect);
    }

    private Future<MailApi.States> next() {
        return Future.succeededFuture(new MailApi.States(id(effects.incrementAndGet())));
    }

    private static java.util.UUID id(int number) {
        return new java.util.UUID(0, number);
    }
}
