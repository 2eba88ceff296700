package eu.parvis.api;

import eu.parvis.Await;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * A client of the API. Checks every exchange against the contract; a call outside the contract fails. Paths are those
 * of the contract, such as {@code /sessions/current}.
 *
 * <p>A client is immutable: {@link #bearer} and similar methods return another one with that header. Each call has a
 * new idempotency key unless one was set or removed.
 */
public final class ApiClient {

    private static final String KEY = "Idempotency-Key";
    private static final String NONE = "";

    private final WebClient web;
    private final ContractCheck contract;
    private final String base;
    private final Map<String, String> headers;

    private ApiClient(WebClient web, ContractCheck contract, String base, Map<String, String> headers) {
        this.web = web;
        this.contract = contract;
        this.base = base;
        this.headers = headers;
    }

    /** For the portal at an address such as {@code http://localhost:8080}. */
    public static ApiClient of(Vertx vertx, URI portal) {
        var web = WebClient.create(vertx, new WebClientOptions().setFollowRedirects(false));
        return new ApiClient(web, ContractCheck.on(vertx), portal + "/api/v1", Map.of());
    }

    public ApiClient bearer(String token) {
        return with("Authorization", "Bearer " + token);
    }

    /** Asks for sentences in {@code fr} or {@code en}. */
    public ApiClient language(String language) {
        return with("Accept-Language", language);
    }

    public ApiClient idempotencyKey(String key) {
        return with(KEY, key);
    }

    public ApiClient withoutIdempotencyKey() {
        return with(KEY, NONE);
    }

    public ApiClient with(String header, String value) {
        var more = new HashMap<>(headers);
        more.put(header, value);
        return new ApiClient(web, contract, base, Map.copyOf(more));
    }

    public Exchange get(String path) {
        return Await.done(send(HttpMethod.GET, path, Buffer.buffer()));
    }

    public Exchange delete(String path) {
        return Await.done(send(HttpMethod.DELETE, path, Buffer.buffer()));
    }

    public Exchange post(String path) {
        return Await.done(send(HttpMethod.POST, path, Buffer.buffer()));
    }

    public Exchange post(String path, JsonObject body) {
        return Await.done(send(HttpMethod.POST, path, body.toBuffer()));
    }

    public Exchange put(String path, JsonObject body) {
        return Await.done(send(HttpMethod.PUT, path, body.toBuffer()));
    }

    public Exchange patch(String path, JsonObject body) {
        return Await.done(send(HttpMethod.PATCH, path, body.toBuffer()));
    }

    /** Returns without waiting and accepts any body: for concurrent calls and for bodies that are not JSON. */
    public Future<Exchange> send(HttpMethod method, String path, Buffer body) {
        var request = web.requestAbs(method, base + path)
                .putHeader(KEY, UUID.randomUUID().toString())
                // Always the same, so that a test can compare whole problems.
                .putHeader("X-Request-Id", "test");
        if (body.length() > 0) {
            request.putHeader("Content-Type", "application/json");
        }
        headers.forEach((name, value) -> request.headers().set(name, value));
        headers.forEach((name, value) -> {
            if (value.equals(NONE)) {
                request.headers().remove(name);
            }
        });
        return (body.length() > 0 ? request.sendBuffer(body) : request.send())
                .map(response -> new Exchange(
                        method,
                        path,
                        request.headers(),
                        body,
                        response.statusCode(),
                        response.headers(),
                        bodyOf(response)))
                .compose(contract::check);
    }

    private static Buffer bodyOf(HttpResponse<Buffer> response) {
        return response.body() == null ? Buffer.buffer() : response.body();
    }
}
