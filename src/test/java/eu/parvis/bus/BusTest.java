package eu.parvis.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import eu.parvis.Await;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.junit5.VertxExtension;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every request gets an answer, whatever the handler does. */
@ExtendWith(VertxExtension.class)
class BusTest {

    private static final Address<Message.Done, Message.Done> ADDRESS =
            Address.of("test.rule", Message.Done.class, Message.Done.class);

    private Vertx vertx;
    private Bus bus;

    @BeforeEach
    void open(Vertx opened) {
        vertx = opened;
        bus = Bus.on(vertx, new SimpleMeterRegistry());
    }

    @Test
    void aRuleThatAnswersIsHeard() {
        serve(() ->
                Future.all(Future.succeededFuture(), Future.succeededFuture()).map(Message.DONE));

        assertEquals(Message.DONE, Await.done(bus.request(ADDRESS, Message.DONE)));
    }

    @Test
    void whatARuleDecidedKeepsItsMeaning() {
        serve(() -> Future.failedFuture(Failure.of(Failure.Kind.NOT_FOUND, "problem.notFound")));

        assertEquals(Failure.Kind.NOT_FOUND, failure().kind());
    }

    @Test
    void aFaultIsAnIncident() {
        serve(() -> {
            throw new IllegalStateException("planted by a test");
        });

        assertEquals(Failure.Kind.INTERNAL, failure().kind());
    }

    @Test
    void whereNobodyServesNothingIsAvailable() {
        assertEquals(Failure.Kind.UNAVAILABLE, failure().kind());
    }

    /** The caller's time-out is longer than that of the verticle, so the verticle answers. */
    @Test
    void aRuleThatNeverEndsIsAnsweredInTime() {
        serve(() ->
                Future.all(Promise.promise().future(), Future.succeededFuture()).map(Message.DONE));

        var patient = new DeliveryOptions()
                .setSendTimeout(Bus.DEADLINE.multipliedBy(3).toMillis());
        var answer = Await.failure(vertx.eventBus().request(ADDRESS.name(), Message.DONE, patient));

        assertEquals(
                Failure.Kind.UNAVAILABLE,
                assertInstanceOf(Failure.class, answer).kind());
    }

    private void serve(Supplier<Future<Message.Done>> rule) {
        Await.done(bus.serve(ADDRESS, asked -> rule.get()));
    }

    private Failure failure() {
        return assertInstanceOf(Failure.class, Await.failure(bus.request(ADDRESS, Message.DONE)));
    }
}
