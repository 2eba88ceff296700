package eu.parvis.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.bus.Bus;
import eu.parvis.bus.Failure;
import eu.parvis.crypto.HashingApi.Hash;
import eu.parvis.crypto.HashingApi.HashAll;
import eu.parvis.crypto.HashingApi.Verified;
import eu.parvis.crypto.HashingApi.Verify;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class HashingVerticleTest {

    private static final HashingSettings CHEAP = new HashingSettings(64, 1, 1, 2, 0);
    private static final Secret PASSWORD = new Secret("Lavande.7 bleue");

    private Vertx vertx;
    private Bus bus;

    @BeforeEach
    void open(Vertx vertx) {
        this.vertx = vertx;
        this.bus = Bus.on(vertx, new SimpleMeterRegistry());
    }

    @Test
    void aPasswordIsHashedAndVerifiedOverTheBus() throws Exception {
        deploy(CHEAP, 1);

        var phc = await(bus.request(HashingApi.HASH, new Hash(PASSWORD))).phc();

        assertEquals(new Verified(true, false), verify(PASSWORD, Optional.of(phc)));
        assertEquals(new Verified(false, false), verify(new Secret("wrong"), Optional.of(phc)));
        assertEquals(new Verified(false, false), verify(PASSWORD, Optional.empty()));
    }

    @Test
    void aChallengeSetIsHashedInOneCallAndInOrder() throws Exception {
        deploy(CHEAP, 1);
        var secrets = Stream.of("evreux", "rex", "dupont", "renaultclio", "40718263")
                .map(Secret::new)
                .toList();

        var phcs = await(bus.request(HashingApi.HASH_ALL, new HashAll(secrets))).phcs();

        assertEquals(secrets.size(), phcs.size());
        for (var i = 0; i < secrets.size(); i++) {
            assertTrue(verify(secrets.get(i), Optional.of(phcs.get(i))).matches());
        }
    }

    @Test
    void whoeverWouldWaitTooLongIsRefusedAtOnceInsteadOfQueued() throws Exception {
        deploy(new HashingSettings(65_536, 4, 1, 1, 1), 2);
        var callers = new ArrayList<Future<?>>();
        var refusals = new LinkedBlockingQueue<Throwable>();
        for (var i = 0; i < 8; i++) {
            callers.add(bus.request(HashingApi.HASH, new Hash(PASSWORD)).onFailure(refusals::add));
        }

        for (var i = 0; i < 6; i++) {
            var failure = assertInstanceOf(Failure.class, refusals.poll(20, TimeUnit.SECONDS));
            assertEquals(Failure.Kind.UNAVAILABLE, failure.kind());
            assertEquals(Optional.of(HashingQueue.of(vertx).retryAfter()), failure.retryAfter());
        }

        var unanswered = callers.stream().filter(caller -> !caller.isComplete()).toList();
        assertEquals(2, unanswered.size(), "one hashes, one waits, whichever instance was asked");
        for (var caller : unanswered) {
            assertInstanceOf(HashingApi.Hashed.class, fate(caller));
        }
    }

    @Test
    void placesAreGivenBackWhenWorkEndsHoweverItEnds() throws Exception {
        deploy(new HashingSettings(64, 1, 1, 1, 1), 1);

        for (var i = 0; i < 5; i++) {
            verify(PASSWORD, Optional.empty());
            fate(bus.request(HashingApi.VERIFY, new Verify(PASSWORD, Optional.of("damaged"))));
        }

        assertFalse(verify(PASSWORD, Optional.empty()).matches());
    }

    @Test
    void aDamagedStoredHashIsAnIncidentForTheCallerAndSaysNothing() throws Exception {
        deploy(CHEAP, 1);

        var fate = fate(bus.request(HashingApi.VERIFY, new Verify(PASSWORD, Optional.of("$2y$10$bcrypt"))));

        var failure = assertInstanceOf(Failure.class, fate);
        assertEquals(Failure.Kind.INTERNAL, failure.kind());
        assertEquals("problem.internal", failure.messageId());
    }

    @Test
    void theQueueHoldsWhatIsServedInASecondButNeverFewerThanAChallengeSet() {
        var measured = new HashingSettings(19_456, 2, 1, 2, 0);

        assertEquals(2 + 50, measured.places(Duration.ofMillis(40)));
        assertEquals(2 + 8, measured.places(Duration.ofSeconds(2)));
        assertEquals(2 + 2_000, measured.places(Duration.ofNanos(10)));
        assertEquals(2 + 3, new HashingSettings(19_456, 2, 1, 2, 3).places(Duration.ofMillis(40)));
    }

    @Test
    void theDelayIsWhatAFullQueueTakesRoundedUp() {
        var queue = HashingQueue.of(vertx);

        queue.open(2 + 98, Duration.ofMillis(20), 2);
        assertEquals(Duration.ofSeconds(1), queue.retryAfter());
        queue.open(2 + 99, Duration.ofMillis(20), 2);
        assertEquals(Duration.ofSeconds(2), queue.retryAfter());
        queue.open(9, Duration.ofNanos(10), 2);
        assertEquals(Duration.ofSeconds(1), queue.retryAfter());
    }

    private void deploy(HashingSettings settings, int instances) throws Exception {
        await(vertx.deployVerticle(
                () -> new HashingVerticle(bus, settings, new byte[32]),
                new DeploymentOptions().setInstances(instances)));
    }

    private Verified verify(Secret secret, Optional<String> phc) throws Exception {
        return await(bus.request(HashingApi.VERIFY, new Verify(secret, phc)));
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    /** The failure, or the result. */
    private static Object fate(Future<?> future) {
        return future.<Object>map(result -> result)
                .otherwise(cause -> cause)
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }
}
