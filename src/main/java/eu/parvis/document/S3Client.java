package eu.parvis.document;

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
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Client of an S3-compatible store. All its calls may be repeated: it repeats a {@code get} itself, {@link DocumentInput}
 * a {@code put}, the sweep a {@code delete}. It limits the time of a call, pauses behind a circuit breaker after repeated
 * failures, and does not follow redirects.
 */
final class S3Client {

    private static final Duration ATTEMPT = Duration.ofMillis(1_800);
    private static final Duration RETRY = Duration.ofMillis(200);

    /** Two attempts; the answer on the bus must come in time. */
    private static final Duration CALL = Duration.ofSeconds(4);

    /** A chunk, or the page of an error. */
    private static final int MOST = DocumentApi.CHUNK + 64 * 1024;

    private static final int CONNECT = 1_000;
    private static final int CONNECTIONS = 16;
    private static final int WAITING = 256;
    private static final int FAILURES_BEFORE_PAUSE = 5;
    private static final Duration PAUSE = Duration.ofSeconds(15);
    private static final Pattern CODE = Pattern.compile("<Code>(\\w{1,60})</Code>");

    private final Vertx vertx;
    private final URI bucket;
    private final S3Signer signer;
    private final HttpClient client;
    private final CircuitBreaker breaker;

    private S3Client(Vertx vertx, URI bucket, S3Signer signer) {
        this.vertx = vertx;
        this.bucket = bucket;
        this.signer = signer;
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setConnectTimeout(CONNECT),
                new PoolOptions().setHttp1MaxSize(CONNECTIONS).setMaxWaitQueueSize(WAITING));
        this.breaker = CircuitBreaker.create(
                "s3",
                vertx,
                new CircuitBreakerOptions()
                        .setMaxFailures(FAILURES_BEFORE_PAUSE)
                        .setResetTimeout(PAUSE.toMillis())
                        .setTimeout(CALL.toMillis()));
    }

    /** Creates the client without connecting; empty if the settings name no store. */
    static Optional<S3Client> of(Vertx vertx, S3Settings settings, Clock clock) {
        return settings.endpoint()
                .map(endpoint -> new S3Client(vertx, bucket(endpoint, settings), new S3Signer(settings, clock)));
    }

    private static URI bucket(String endpoint, S3Settings settings) {
        var base = endpoint.replaceFirst("/+$", "");
        return URI.create(
                settings.pathStyle()
                        ? base + "/" + settings.bucket() + "/"
                        : base.replaceFirst("://", "://" + settings.bucket() + ".") + "/");
    }

    Future<Void> put(String key, Buffer bytes) {
        return call(HttpMethod.PUT, key, bytes).compose(S3Client::expectSuccess);
    }

    /** Empty if there is no such object. */
    Future<Optional<Buffer>> get(String key) {
        return breaker.execute(() -> attempt(HttpMethod.GET, key, Buffer.buffer())
                        .recover(cause -> vertx.timer(RETRY.toMillis(), TimeUnit.MILLISECONDS)
                                .compose(waited -> attempt(HttpMethod.GET, key, Buffer.buffer()))))
                .compose(answer -> answer.status == 404
                        ? Future.succeededFuture(Optional.empty())
                        : expectSuccess(answer).map(success -> Optional.of(answer.body)));
    }

    /** Succeeds, too, if there is no such object. */
    Future<Void> delete(String key) {
        return call(HttpMethod.DELETE, key, Buffer.buffer())
                .compose(answer -> answer.status == 404 ? Future.succeededFuture() : expectSuccess(answer));
    }

    private record Answer(int status, Buffer body) {

        boolean isTemporary() {
            return status == 429 || status >= 500;
        }

        IOException failure() {
            var code = CODE.matcher(body.getString(0, Math.min(body.length(), 1024)));
            return new IOException("The store answered " + status + (code.find() ? " " + code.group(1) : ""));
        }
    }

    private static Future<Void> expectSuccess(Answer answer) {
        return answer.status / 100 == 2 ? Future.succeededFuture() : Future.failedFuture(answer.failure());
    }

    private Future<Answer> call(HttpMethod method, String key, Buffer body) {
        return breaker.execute(() -> attempt(method, key, body));
    }

    private Future<Answer> attempt(HttpMethod method, String key, Buffer body) {
        var address = bucket.resolve(key);
        var options = new RequestOptions()
                .setMethod(method)
                .setAbsoluteURI(address.toString())
                .setFollowRedirects(false);
        signer.headers(method.name(), address, body.getBytes())
                .forEach((name, values) -> options.putHeader(name, String.join(",", values)));
        return client.request(options)
                .compose(request -> exchange(request, body))
                .compose(answer ->
                        answer.isTemporary() ? Future.failedFuture(answer.failure()) : Future.succeededFuture(answer));
    }

    /** Resets the request if the answer is too slow or too long; otherwise the connection would stay in use. */
    private static Future<Answer> exchange(HttpClientRequest request, Buffer body) {
        return request.send(body)
                .compose(response -> read(response).map(read -> new Answer(response.statusCode(), read)))
                .timeout(ATTEMPT.toMillis(), TimeUnit.MILLISECONDS)
                .onFailure(cause -> request.reset().onComplete(done -> {}));
    }

    private static Future<Buffer> read(HttpClientResponse response) {
        var body = Buffer.buffer();
        var complete = Promise.<Buffer>promise();
        response.exceptionHandler(complete::tryFail)
                .endHandler(end -> complete.tryComplete(body))
                .handler(bytes -> {
                    if (body.length() + bytes.length() > MOST) {
                        complete.tryFail(new IOException("The store's answer does not end"));
                    } else {
                        body.appendBuffer(bytes);
                    }
                });
        return complete.future();
    }
}
