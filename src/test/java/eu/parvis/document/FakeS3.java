package eu.parvis.document;

import eu.parvis.Await;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;

/** An S3-compatible store in memory that checks signatures and fails on demand. */
public final class FakeS3 {

    public static final String ACCESS_KEY = "AKIAIOSFODNN7EXAMPLE";
    public static final String SECRET_KEY = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    public static final String REGION = "eu-west-3";

    private static final String BUCKET = "parvis-documents";
    private static final Duration SKEW = Duration.ofMinutes(15);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /** How a call fails. */
    public enum Fault {
        INTERNAL,
        SLOW_DOWN,
        /** The connection breaks before the answer. */
        RESET,
        /** The connection breaks in the middle of the answer. */
        RESET_IN_BODY,
        SILENCE,
        OTHER_BYTES,
        SHORTER
    }

    /** Objects by their keys. */
    public final Map<String, byte[]> objects = new ConcurrentHashMap<>();

    /** Methods and keys, of all calls. */
    public final ConcurrentLinkedDeque<String> calls = new ConcurrentLinkedDeque<>();

    private final Vertx vertx;
    private final int port;
    private final AtomicInteger faults = new AtomicInteger();
    private volatile Fault fault = Fault.INTERNAL;
    private volatile String failingMethod = "";
    private volatile boolean forgets;
    private volatile Optional<Clock> clock = Optional.empty();

    public FakeS3(Vertx vertx) {
        this.vertx = vertx;
        this.port = Await.done(
                        vertx.createHttpServer().requestHandler(this::receive).listen(0, "127.0.0.1"))
                .actualPort();
    }

    /** The settings of a portal that stores documents here. */
    public Map<String, String> settings() {
        return Map.of(
                "documents.store",
                "s3",
                "s3.endpoint",
                "http://127.0.0.1:" + port,
                "s3.region",
                REGION,
                "s3.bucket",
                BUCKET,
                "s3.accessKey",
                ACCESS_KEY,
                "s3.secretKey",
                SECRET_KEY);
    }

    /** The settings of a portal that stores documents here, or in its database. */
    public Map<String, String> settings(DocumentSettings.Store where) {
        return where == DocumentSettings.Store.S3 ? settings() : Map.of();
    }

    /** From now on, objects are not stored, so that they take no memory. */
    public void forget() {
        forgets = true;
    }

    /** From now on, times of signatures are compared with this clock. */
    public void clock(Clock compared) {
        clock = Optional.of(compared);
    }

    /** The next calls with this method fail. */
    public void fail(String method, Fault how, int times) {
        failingMethod = method;
        fault = how;
        faults.set(times);
    }

    private void receive(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            calls.add(request.method() + " " + request.path());
            var error = error(request, body);
            if (error.isPresent()) {
                refuse(request, 403, error.get());
            } else if (request.method().name().equals(failingMethod) && faults.getAndDecrement() > 0) {
                fail(request);
            } else {
                key(request)
                        .ifPresentOrElse(key -> answer(request, key, body), () -> refuse(request, 404, "NoSuchBucket"));
            }
        });
    }

    /** The key in a request to the bucket, whose name is in the path or in the host name; empty for any other. */
    private static Optional<String> key(HttpServerRequest request) {
        if (request.authority().host().startsWith(BUCKET + ".")) {
            return Optional.of(request.path().substring(1));
        }
        var path = "/" + BUCKET + "/";
        return request.path().startsWith(path)
                ? Optional.of(request.path().substring(path.length()))
                : Optional.empty();
    }

    private void answer(HttpServerRequest request, String key, Buffer body) {
        switch (request.method().name()) {
            case "PUT" -> {
                if (!forgets) {
                    objects.put(key, body.getBytes());
                }
                request.response().end();
            }
            case "GET" -> {
                if (objects.containsKey(key)) {
                    request.response().end(Buffer.buffer(objects.get(key)));
                } else {
                    refuse(request, 404, "NoSuchKey");
                }
            }
            case "DELETE" -> {
                objects.remove(key);
                request.response().setStatusCode(204).end();
            }
            default -> refuse(request, 405, "MethodNotAllowed");
        }
    }

    private static void refuse(HttpServerRequest request, int status, String code) {
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/xml")
                .end("<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>" + code + "</Code></Error>");
    }

    private void fail(HttpServerRequest request) {
        var bytes = Optional.ofNullable(objects.get(key(request).orElseThrow())).orElse(new byte[0]);
        switch (fault) {
            case INTERNAL -> refuse(request, 500, "InternalError");
            case SLOW_DOWN -> refuse(request, 503, "SlowDown");
            case RESET -> request.connection().close();
            case RESET_IN_BODY ->
                request.response()
                        .putHeader("Content-Length", Integer.toString(bytes.length))
                        .write(Buffer.buffer(bytes).getBuffer(0, bytes.length / 2))
                        .onComplete(written -> request.connection().close());
            case SILENCE -> vertx.setTimer(60_000, late -> request.connection().close());
            case OTHER_BYTES -> {
                bytes = bytes.clone();
                bytes[bytes.length / 2] ^= 1;
                request.response().end(Buffer.buffer(bytes));
            }
            case SHORTER -> request.response().end(Buffer.buffer(bytes).getBuffer(0, bytes.length - 1));
        }
    }

    /** What is wrong with the signature, in the words of S3. */
    private Optional<String> error(HttpServerRequest request, Buffer body) {
        var signature = SignatureVersion4.Signature.parse(request.getHeader("Authorization"));
        if (signature.isEmpty() || !signature.get().accessKey().equals(ACCESS_KEY)) {
            return Optional.of("InvalidAccessKeyId");
        }
        var at = Instant.from(TIME.parse(request.getHeader("x-amz-date")));
        if (clock.filter(now -> Duration.between(now.instant(), at).abs().compareTo(SKEW) > 0)
                .isPresent()) {
            return Optional.of("RequestTimeTooSkewed");
        }
        var hash = request.getHeader("x-amz-content-sha256");
        if (!SignatureVersion4.hex(SignatureVersion4.sha256(body.getBytes())).equals(hash)) {
            return Optional.of("XAmzContentSHA256Mismatch");
        }
        var expected = new SignatureVersion4(SECRET_KEY, REGION)
                .sign(
                        request.method().name(),
                        request.path(),
                        Optional.ofNullable(request.query()).orElse(""),
                        signature.get().headers(),
                        name -> name.equals("host") ? request.authority().toString() : request.getHeader(name),
                        request.getHeader("x-amz-date"),
                        hash);
        return expected.equals(signature.get().signature())
                        && signature.get().headers().containsAll(List.of("host", "x-amz-date", "x-amz-content-sha256"))
                ? Optional.empty()
                : Optional.of("SignatureDoesNotMatch");
    }

    /** The stored bytes of a document. */
    public byte[] document(String id) {
        var all = objects.keySet().stream()
                .filter(key -> key.startsWith(id + "/"))
                .sorted((one, other) -> Integer.compare(position(one), position(other)))
                .map(objects::get)
                .toList();
        return Files.joined(all.toArray(byte[][]::new));
    }

    private static int position(String key) {
        return Integer.parseInt(key.substring(key.indexOf('/') + 1));
    }
}
