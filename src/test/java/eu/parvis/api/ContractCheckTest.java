package eu.parvis.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.parvis.Await;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@link ContractCheck} must fail for each way in which an exchange can differ from the contract. */
@ExtendWith(VertxExtension.class)
class ContractCheckTest {

    private static final JsonObject CREDENTIALS =
            new JsonObject().put("login", "KM402716").put("password", "Goéland.7-varech");
    private static final JsonObject SESSION = new JsonObject()
            .put("token", "Jc5Qm3aVw1yFh8TgNb6ZxKd0RsPoLi9UeY2tHq7XfWk")
            .put("state", "OPEN")
            .put("idleSeconds", 1800)
            .put("expiresAt", "2026-11-23T21:45:00Z");
    private static final JsonObject TOO_MANY = new JsonObject()
            .put("type", "/api/problems#problem.rateLimited")
            .put("title", "Too many requests")
            .put("status", 429)
            .put("code", "problem.rateLimited")
            .put("requestId", "5c0e19ab")
            .put("retryAfter", 30);

    private ContractCheck contract;

    @BeforeEach
    void load(Vertx vertx) {
        contract = ContractCheck.on(vertx);
    }

    @Test
    void anExchangeOfTheContractPasses() {
        var exchange = exchange(HttpMethod.POST, "/sessions", CREDENTIALS, 201, SESSION);

        assertEquals(exchange, Await.done(contract.check(exchange)));
    }

    @Test
    void anUnknownPathOrMethodIsADifference() {
        assertDiffers("is no operation", exchange(HttpMethod.GET, "/nowhere", null, 200, SESSION));
        assertDiffers("is no operation", exchange(HttpMethod.PATCH, "/sessions", CREDENTIALS, 201, SESSION));
    }

    @Test
    void anAnswerThatIsNotDeclaredIsADifference() {
        assertDiffers("is no answer", exchange(HttpMethod.POST, "/sessions", CREDENTIALS, 200, SESSION));
        assertDiffers(
                "idleSeconds",
                exchange(
                        HttpMethod.POST,
                        "/sessions",
                        CREDENTIALS,
                        201,
                        SESSION.copy().put("idleSeconds", "1800")));
        assertDiffers(
                "secret",
                exchange(
                        HttpMethod.POST,
                        "/sessions",
                        CREDENTIALS,
                        201,
                        SESSION.copy().put("secret", 1)));
        assertDiffers(
                "expiresAt",
                exchange(
                        HttpMethod.POST,
                        "/sessions",
                        CREDENTIALS,
                        201,
                        SESSION.copy().put("expiresAt", "soon")));
        assertDiffers(
                "state",
                exchange(
                        HttpMethod.POST,
                        "/sessions",
                        CREDENTIALS,
                        201,
                        SESSION.copy().put("state", "UNHEARD_OF")));
        assertDiffers("body", exchange(HttpMethod.DELETE, "/sessions/current", null, 204, SESSION));
    }

    @Test
    void everyAnswerHasARequestIdAndWhatIsCreatedCanBeReadAtItsLocation() {
        var anonymous = exchange(HttpMethod.POST, "/sessions", CREDENTIALS, 201, SESSION);
        anonymous.headers().remove("X-Request-Id");
        var lost = exchange(HttpMethod.POST, "/sessions", CREDENTIALS, 201, SESSION);
        lost.headers().remove("Location");
        var elsewhere = exchange(HttpMethod.POST, "/sessions", CREDENTIALS, 201, SESSION);
        elsewhere.headers().set("Location", "/api/v1/nowhere");

        assertDiffers("request id", anonymous);
        assertDiffers("Location is null", lost);
        assertDiffers("Location is /api/v1/nowhere", elsewhere);
    }

    @Test
    void acceptingWhatTheContractForbidsIsADifference() {
        assertDiffers(
                "accepts what the contract forbids",
                exchange(HttpMethod.POST, "/sessions", CREDENTIALS.copy().put("remember", true), 201, SESSION));
        assertDiffers(
                "accepts what the contract forbids",
                exchange(HttpMethod.POST, "/sessions", CREDENTIALS.copy().put("login", "x".repeat(300)), 201, SESSION));
        assertDiffers(
                "accepts what the contract forbids",
                exchange(HttpMethod.GET, "/registrations/17", null, 200, registration()));
    }

    @Test
    void aCreatingCallWithoutAKeyIsADifferenceWhenItIsAccepted() {
        var withKey = exchange(HttpMethod.POST, "/users/%s/mails".formatted(ID), null, 202, user());
        var without = exchange(HttpMethod.POST, "/users/%s/mails".formatted(ID), null, 202, user());
        without.requestHeaders().remove("Idempotency-Key");

        assertEquals(withKey, Await.done(contract.check(withKey)));
        assertDiffers("Idempotency-Key", without);
    }

    @Test
    void aProblemIsAProblemDocumentThatAgreesWithItself() {
        var tooMany = problem(429, TOO_MANY);
        tooMany.headers().set("Retry-After", "30");
        assertEquals(tooMany, Await.done(contract.check(tooMany)));

        assertDiffers("Retry-After", problem(429, TOO_MANY));
        assertDiffers("another status", problem(503, TOO_MANY));
        assertDiffers("another status than", problem(400, TOO_MANY.copy().put("status", 400)));
        assertDiffers("type", problem(429, TOO_MANY.copy().put("type", "about:blank")));
        assertDiffers("code", problem(429, TOO_MANY.copy().put("code", "x").put("type", "/api/problems#x")));
        assertDiffers("application/json", problemOf("application/json"));
        assertDiffers("request id", problem(429, without(TOO_MANY, "requestId")));
        var mute = problem(429, TOO_MANY);
        mute.headers().remove("Content-Language");
        assertDiffers("language", mute);
    }

    private static final String ID = "6f2c1f0e-0a3b-4f5e-8d0b-3c1d2e9b7a64";

    private static JsonObject registration() {
        return new JsonObject()
                .put("id", ID)
                .put(
                        "organisation",
                        new JsonObject().put("id", ID).put("name", "K").put("verification", "VERIFIED"))
                .put("mails", new JsonArray());
    }

    private static JsonObject user() {
        return new JsonObject()
                .put("id", ID)
                .put("firstName", "Maël")
                .put("lastName", "Cariou")
                .put("email", "mael@kervella.example")
                .put("roles", new JsonArray().add("USER"))
                .put("state", "INVITED");
    }

    private static JsonObject without(JsonObject body, String field) {
        var rest = body.copy();
        rest.remove(field);
        return rest;
    }

    private static Exchange problemOf(String type) {
        var exchange = problem(429, TOO_MANY);
        exchange.headers().set("Content-Type", type);
        return exchange;
    }

    private static Exchange problem(int status, JsonObject body) {
        var exchange = exchange(HttpMethod.POST, "/sessions", CREDENTIALS, status, body);
        exchange.headers().set("Content-Type", "application/problem+json").set("Content-Language", "en");
        return exchange;
    }

    private static Exchange exchange(HttpMethod method, String path, JsonObject sent, int status, JsonObject got) {
        var request = MultiMap.caseInsensitiveMultiMap()
                .add("Idempotency-Key", "one")
                .add("Content-Type", "application/json");
        var response = MultiMap.caseInsensitiveMultiMap()
                .add("Content-Type", "application/json")
                .add("X-Request-Id", "5c0e19ab")
                .add("Location", "/api/v1/sessions/current");
        var body = sent == null ? Buffer.buffer() : sent.toBuffer();
        return new Exchange(method, path, request, body, status, response, got.toBuffer());
    }

    private void assertDiffers(String where, Exchange exchange) {
        var difference = Await.failure(contract.check(exchange).recover(Future::failedFuture));
        assertTrue(difference instanceof AssertionError, () -> "Failed otherwise: " + difference);
        assertTrue(difference.getMessage().contains(where), difference::getMessage);
    }
}
