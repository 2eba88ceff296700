package eu.parvis.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import eu.parvis.Await;
import eu.parvis.TestPortal;
import eu.parvis.bus.Failure;
import eu.parvis.bus.Failure.Kind;
import eu.parvis.bus.FieldError;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class IdempotencyTest {

    private static final String BREAD = "{\"order\":\"bread\"}";
    private static final String MILK = "{\"order\":\"milk\"}";

    private final AtomicInteger effects = new AtomicInteger();
    private Supplier<Future<?>> shop = Future::succeededFuture;
    private TestPortal portal;
    private String address;
    private WebClient web;

    /** A creating operation whose effects can be counted and delayed; each answer is another one. */
    private final class Orders implements Routes {

        @Override
        public void api(Router router) {
            router.post("/orders").handler(portal.site().idempotency()).handler(Answers.answer(this::order));
            router.post("/returns").handler(portal.site().idempotency()).handler(Answers.answer(this::order));
        }

        private Future<?> order(RoutingContext rc) {
            return shop.get()
                    .compose(open -> Answers.created(
                            rc, "/orders/7", Map.of("number", effects.incrementAndGet(), "for", "Zoé")));
        }
    }

    @BeforeEach
    void open(Vertx vertx) {
        portal = new TestPortal(vertx);
        address = portal.serve(new Orders()).toString();
        web = WebClient.create(vertx);
    }

    @Test
    void aRepeatedCallHasOneEffectAndTheSameAnswerByteForByte() {
        var first = order("one", BREAD);
        var second = order("one", BREAD);

        assertEquals(201, first.statusCode());
        assertEquals(1, effects.get());
        assertSame(first, second);
    }

    @Test
    void aRepeatedAnswerSaysAgainWhereTheCreatedThingIs() {
        var first = order("one", BREAD);
        var second = order("one", BREAD);

        assertEquals("/api/v1/orders/7", first.getHeader("Location"));
        assertEquals("/api/v1/orders/7", second.getHeader("Location"));
    }

    @Test
    void aRepeatedRefusalNamesTheLanguageThatItIsIn() {
        shop = () -> Future.failedFuture(Failure.of(Kind.FORBIDDEN, "problem.forbidden"));
        var french = Await.done(send("one", BREAD, "fr"));

        var again = Await.done(send("one", BREAD, "en"));

        assertEquals(french.body(), again.body());
        assertEquals("fr", french.getHeader("Content-Language"));
        assertEquals("fr", again.getHeader("Content-Language"));
    }

    @Test
    void ofTwoCallsAtTheSameTimeTheSecondIsToldToWait() {
        var opening = Promise.promise();
        var entered = Promise.promise();
        shop = () -> {
            entered.complete();
            return opening.future();
        };
        var first = send("one", BREAD);
        Await.done(entered.future());

        var second = order("one", BREAD);
        opening.complete();

        assertProblem(409, "idempotency.running", second);
        assertEquals("15", second.getHeader("Retry-After"));
        assertEquals(201, Await.done(first).statusCode());
        assertSame(Await.done(first), order("one", BREAD));
        assertEquals(1, effects.get());
    }

    @Test
    void ofManyCallsAtOnceOneTakesEffect() {
        var calls = IntStream.range(0, 30).mapToObj(i -> send("one", BREAD)).toList();

        var statuses = calls.stream().map(call -> Await.done(call).statusCode()).collect(Collectors.toSet());

        assertEquals(1, effects.get());
        assertFalse(statuses.stream().anyMatch(status -> status != 201 && status != 409), statuses::toString);
    }

    @Test
    void theSameKeyWithAnotherBodyIsRefused() {
        order("one", BREAD);

        assertProblem(422, "idempotency.reused", order("one", MILK));
        assertEquals(1, effects.get());
    }

    @Test
    void aCallWithoutAUsableKeyIsRefused() {
        var without = Await.done(web.postAbs(address + "/api/v1/orders")
                .putHeader("Content-Type", "application/json")
                .sendBuffer(Buffer.buffer(BREAD)));

        assertProblem(400, "idempotency.missing", without);
        assertProblem(400, "idempotency.malformed", order("", BREAD));
        assertProblem(400, "idempotency.malformed", order("two words", BREAD));
        assertProblem(400, "idempotency.malformed", order("k".repeat(256), BREAD));
        assertEquals(0, effects.get());
    }

    @Test
    void aKeyBelongsToItsCallerAndItsOperation() {
        order("one", BREAD);
        Await.done(send("/orders", "another-token", "one", MILK));
        Await.done(send("/returns", "a-token", "one", MILK));

        assertEquals(3, effects.get());
    }

    @Test
    void aQuotedKeyAndABareOneAreTheSame() {
        var bare = order("one", BREAD);

        assertSame(bare, order("\"one\"", BREAD));
        assertSame(order("a\\b\"c", BREAD), order("\"a\\\\b\\\"c\"", BREAD));
        assertEquals(2, effects.get());
        for (var broken : List.of("\"", "\"one", "\"o\"ne\"", "\"\"", "\"one\\\"", "\"two words\"")) {
            assertProblem(400, "idempotency.malformed", order(broken, BREAD));
        }
    }

    @Test
    void aBodyIsTheSameIfItMeansTheSame() {
        var first = order("one", "{\"bread\":{\"loaves\":1000,\"kind\":\"épeautre\"},\"for\":[1,null]}");

        for (var same : List.of(
                "{ \"for\": [1, null],\n \"bread\": {\"kind\": \"\\u00e9peautre\", \"loaves\": 1000} }",
                "{\"for\":[1.0,null],\"bread\":{\"loaves\":1e3,\"kind\":\"épeautre\"}}")) {
            assertSame(first, order("one", same));
        }
        for (var other : List.of(
                "{\"bread\":{\"loaves\":\"1000\",\"kind\":\"épeautre\"},\"for\":[1,null]}",
                "{\"bread\":{\"loaves\":1000,\"kind\":\"épeautre\"},\"for\":[null,1]}",
                "{\"bread\":{\"loaves\":1000,\"kind\":\"épeautre\"},\"for\":[1]}",
                "{\"bread\":{\"loaves\":1000,\"kind\":\"épeautre\"},\"for\":[1,null],\"more\":null}")) {
            assertProblem(422, "idempotency.reused", order("one", other));
        }
        assertEquals(1, effects.get());
    }

    @Test
    void whatIsNoJsonIsTheSameByteForByteOnly() {
        var deep = "[".repeat(5_000);
        for (var body : List.of("", "no json", "{\"a\":1,\"a\":1}", "{} {}", deep, "1e" + "9".repeat(400))) {
            var key = "key" + body.hashCode();
            var first = order(key, body);

            assertSame(first, order(key, body));
            assertProblem(422, "idempotency.reused", order(key, body + " "));
        }
    }

    @Test
    void anUnknownOutcomeStaysUnknownUntilARepetitionFindsIt() {
        shop = () -> Future.failedFuture(Failure.outcomeUnknown(Duration.ofSeconds(3)));
        var unknown = order("one", BREAD);
        assertProblem(503, "problem.outcomeUnknown", unknown);
        assertEquals("3", unknown.getHeader("Retry-After"));

        shop = () -> Future.failedFuture(Failure.unavailable(Duration.ofSeconds(2)));
        assertProblem(503, "problem.outcomeUnknown", order("one", BREAD));
        shop = () -> Future.failedFuture(Failure.rateLimited("problem.rateLimited", Duration.ofSeconds(2)));
        assertProblem(429, "problem.rateLimited", order("one", BREAD));
        assertProblem(422, "idempotency.reused", order("one", MILK));

        shop = Future::succeededFuture;
        var found = order("one", BREAD);
        assertEquals(201, found.statusCode());
        assertSame(found, order("one", BREAD));
    }

    @Test
    void afterANodeHasDiedAnAttemptThatFailsIsStillUnknown() {
        var called = Promise.<Void>promise();
        shop = () -> {
            called.complete();
            return Promise.promise().future();
        };
        send("one", BREAD).onComplete(never -> {});
        Await.done(called.future());
        portal.clock.advance(Duration.ofSeconds(15));

        shop = () -> Future.failedFuture(Failure.unavailable(Duration.ofSeconds(2)));

        assertProblem(503, "problem.outcomeUnknown", order("one", BREAD));
    }

    @Test
    void aCallThatTookNoEffectMayBeRepeated() {
        shop = () -> Future.failedFuture(Failure.unavailable(Duration.ofSeconds(2)));
        assertProblem(503, "problem.unavailable", order("one", BREAD));
        shop = () -> Future.failedFuture(Failure.rateLimited("problem.rateLimited", Duration.ofSeconds(2)));
        assertProblem(429, "problem.rateLimited", order("one", BREAD));
        shop = () -> {
            throw new IllegalStateException("a fault of ours");
        };
        assertProblem(500, "problem.internal", order("one", BREAD));

        shop = Future::succeededFuture;

        assertEquals(201, order("one", BREAD).statusCode());
        assertEquals(1, effects.get());
    }

    @Test
    void aCallRefusedForItsBodyMayBeCorrectedUnderItsKey() {
        shop = () -> Future.failedFuture(Failure.invalid(List.of(FieldError.of("order", "error.required"))));
        assertProblem(400, "problem.invalid", order("one", MILK));
        shop = Future::succeededFuture;

        var corrected = order("one", BREAD);

        assertEquals(201, corrected.statusCode());
        assertSame(corrected, order("one", BREAD));
        assertEquals(1, effects.get());
    }

    @Test
    void aRefusalIsAnAnswerToo() {
        shop = () -> Future.failedFuture(Failure.of(Kind.FORBIDDEN, "problem.forbidden"));
        var first = order("one", BREAD);
        shop = Future::succeededFuture;

        var second = order("one", BREAD);

        assertProblem(403, "problem.forbidden", second);
        assertSame(first, second);
    }

    @Test
    void afterADayAKeyIsFreeAgain() {
        order("one", BREAD);
        portal.clock.advance(Duration.ofHours(24).minusSeconds(1));
        order("one", BREAD);
        assertEquals(1, effects.get());

        portal.clock.advance(Duration.ofSeconds(1));

        assertEquals(201, order("one", MILK).statusCode());
        assertEquals(2, effects.get());
    }

    @Test
    void oldCallsAreSwept() {
        order("one", BREAD);
        portal.clock.advance(Duration.ofHours(23));
        order("two", BREAD);
        portal.clock.advance(Duration.ofHours(1));

        Await.done(portal.site().idempotency().sweep());

        assertEquals(List.of("two"), portal.database.query("SELECT key FROM idempotency"));
    }

    @Test
    void aCallWhoseNodeDiedIsTakenUpWhenItsLeaseEnds() {
        var never = Promise.promise();
        var entered = Promise.promise();
        shop = () -> {
            entered.complete();
            return never.future();
        };
        var lost = send("one", BREAD);
        Await.done(entered.future());
        shop = Future::succeededFuture;

        portal.clock.advance(Duration.ofMillis(13_900));
        var running = order("one", BREAD);
        assertProblem(409, "idempotency.running", running);
        assertEquals("2", running.getHeader("Retry-After"));
        portal.clock.advance(Duration.ofSeconds(2));
        var taken = order("one", BREAD);

        assertEquals(201, taken.statusCode());
        never.complete();
        assertNotEquals(taken.bodyAsString(), Await.done(lost).bodyAsString());
        assertSame(taken, order("one", BREAD));
    }

    @Test
    void aKeptAnswerCannotBeReadInTheDatabase() {
        order("one", BREAD);

        var kept = portal.database.query("SELECT state, status, encode(body, 'escape') FROM idempotency");

        assertEquals(1, kept.size());
        assertEquals("ANSWERED|201", kept.get(0).substring(0, 12));
        assertFalse(kept.get(0).contains("number"), kept.get(0));
    }

    @Test
    void aCallThatCannotBeMarkedDoesNotRun() {
        portal.database.execute("ALTER TABLE idempotency RENAME TO gone");

        assertEquals(500, order("one", BREAD).statusCode());
        assertEquals(0, effects.get());
    }

    private HttpResponse<Buffer> order(String key, String body) {
        return Await.done(send(key, body));
    }

    private Future<HttpResponse<Buffer>> send(String key, String body) {
        return send("/orders", "a-token", key, body);
    }

    private Future<HttpResponse<Buffer>> send(String key, String body, String language) {
        return web.postAbs(address + "/api/v1/orders")
                .putHeader("Content-Type", "application/json")
                .putHeader("Idempotency-Key", key)
                .putHeader("Accept-Language", language)
                .bearerTokenAuthentication("a-token")
                .sendBuffer(Buffer.buffer(body));
    }

    private Future<HttpResponse<Buffer>> send(String path, String token, String key, String body) {
        return web.postAbs(address + "/api/v1" + path)
                .putHeader("Content-Type", "application/json")
                .putHeader("Idempotency-Key", key)
                .bearerTokenAuthentication(token)
                .sendBuffer(Buffer.buffer(body));
    }

    private static void assertSame(HttpResponse<Buffer> first, HttpResponse<Buffer> second) {
        assertEquals(first.statusCode(), second.statusCode());
        assertEquals(first.body(), second.body());
        assertEquals(first.getHeader("Content-Type"), second.getHeader("Content-Type"));
        assertEquals(first.getHeader("Cache-Control"), second.getHeader("Cache-Control"));
    }

    private static void assertProblem(int status, String code, HttpResponse<Buffer> answer) {
        assertEquals(status, answer.statusCode(), answer::bodyAsString);
        assertEquals("application/problem+json", answer.getHeader("Content-Type"));
        assertEquals(code, new JsonObject(answer.body()).getString("code"));
    }
}
