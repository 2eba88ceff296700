package eu.parvis.company;

import io.vertx.circuitbreaker.CircuitBreaker;
import io.vertx.circuitbreaker.CircuitBreakerOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * HTTP client of a public register. It limits the time and the size of an answer, retries once after 429 or 5xx, pauses
 * behind a circuit breaker after repeated failures, and does not follow redirects.
 */
final class Register {

    private static final int MAX_ANSWER = 256 * 1024;
    private static final int FAILURES_BEFORE_PAUSE = 5;
    private static final Duration PAUSE = Duration.ofSeconds(15);
    private static final Duration DEFAULT_WAIT = Duration.ofMillis(200);
    private static final Duration MAX_WAIT = Duration.ofSeconds(2);
    private static final String JSON = "application/json";
    private static final String USER_AGENT = "Parvis (customer portal of a certificate authority)";

    /** A JSON answer with its status code. */
    record Answer(int status, JsonObject body) {}

    private final Vertx vertx;
    private final String url;
    private final Duration timeout;
    private final Predicate<Answer> isValid;
    private final HttpClient client;
    private final CircuitBreaker breaker;

    /**
     * Creates the client without connecting.
     *
     * @param isValid tells valid answers of the service from errors, such as those of a proxy
     */
    Register(Vertx vertx, String name, String url, Duration timeout, Predicate<Answer> isValid) {
        this.vertx = vertx;
        this.url = url;
        this.timeout = timeout;
        this.isValid = isValid;
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setConnectTimeout((int) timeout.toMillis()),
                new PoolOptions().setHttp1MaxSize(8).setMaxWaitQueueSize(64));
        this.breaker = CircuitBreaker.create(
                name,
                vertx,
                new CircuitBreakerOptions()
                        .setMaxFailures(FAILURES_BEFORE_PAUSE)
                        .setResetTimeout(PAUSE.toMillis())
                        .setTimeout(timeout.toMillis()));
    }

    /** Sends a GET request; {@code path} is relative to the service's URL and includes the query. */
    Future<Answer> get(String path) {
        return call(new Call(HttpMethod.GET, path, Buffer.buffer()));
    }

    Future<Answer> post(String path, JsonObject body) {
        return call(new Call(HttpMethod.POST, path, body.toBuffer()));
    }

    private record Call(HttpMethod method, String path, Buffer body) {}

    private Future<Answer> call(Call call) {
        return breaker.execute(() -> attempt(call, true));
    }

    private Future<Answer> attempt(Call call, boolean mayRetry) {
        return client.request(options(call))
                .compose(request -> exchange(request, call.body))
                .compose(exchange -> evaluate(exchange, call, mayRetry));
    }

    private RequestOptions options(Call call) {
        return new RequestOptions()
                .setMethod(call.method)
                .setAbsoluteURI(url + call.path)
                .setFollowRedirects(false)
                .putHeader(HttpHeaders.USER_AGENT, USER_AGENT)
                .putHeader(HttpHeaders.ACCEPT, JSON)
                .putHeader(HttpHeaders.CONTENT_TYPE, JSON);
    }

    private record Exchange(int status, Optional<String> retryAfter, Buffer body) {}

    /** Resets the request if the answer is too slow or too large; otherwise the connection would stay in use. */
    private Future<Exchange> exchange(HttpClientRequest request, Buffer body) {
        var exchange = request.send(body)
                .compose(response -> read(response)
                        .map(read -> new Exchange(
                                response.statusCode(),
                                Optional.ofNullable(response.getHeader(HttpHeaders.RETRY_AFTER)),
                                read)))
                .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
        return exchange.onFailure(cause -> request.reset().onComplete(done -> {}));
    }

    private static Future<Buffer> read(HttpClientResponse response) {
        var body = Buffer.buffer();
        var complete = Promise.<Buffer>promise();
        response.exceptionHandler(complete::tryFail);
        response.endHandler(end -> complete.tryComplete(body));
        response.handler(chunk -> {
            if (body.length() + chunk.length() > MAX_ANSWER) {
                complete.tryFail(new IOException("The register's answer does not end"));
            } else {
                body.appendBuffer(chunk);
            }
        });
        return complete.future();
    }

    private Future<Answer> evaluate(Exchange exchange, Call call, boolean mayRetry) {
        var answer = json(exchange);
        if (answer.filter(isValid).isPresent()) {
            return Future.succeededFuture(answer.get());
        }
        var wait = retryDelay(exchange);
        if (!mayRetry || wait.isEmpty()) {
            return Future.failedFuture(new IOException("The register answered with status " + exchange.status));
        }
        return vertx.timer(wait.get().toMillis(), TimeUnit.MILLISECONDS).compose(now -> attempt(call, false));
    }

    private static Optional<Answer> json(Exchange exchange) {
        try {
            return Optional.of(new Answer(exchange.status, exchange.body.toJsonObject()));
        } catch (RuntimeException notJson) {
            return Optional.empty();
        }
    }

    /** The delay before the retry; empty if a retry is pointless. */
    private static Optional<Duration> retryDelay(Exchange exchange) {
        if (exchange.status != 429 && exchange.status < 500) {
            return Optional.empty();
        }
        return Optional.of(exchange.retryAfter.map(Register::seconds).orElse(DEFAULT_WAIT))
                .filter(wait -> wait.compareTo(MAX_WAIT) <= 0);
    }

    /** Parses Retry-After in seconds. A date is treated as too long to wait. */
    private static Duration seconds(String retryAfter) {
        return retryAfter.matches("[0-9]{1,6}")
                ? Duration.ofSeconds(Integer.parseInt(retryAfter))
                : MAX_WAIT.plusSeconds(1);
    }
}
