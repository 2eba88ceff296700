package eu.parvis.http;

import eu.parvis.bus.Failure;
import eu.parvis.bus.Failure.Kind;
import eu.parvis.crypto.Secret;
import eu.parvis.crypto.SecretBox;
import eu.parvis.crypto.Signature;
import eu.parvis.crypto.Tokens;
import eu.parvis.db.Sql;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes creating calls idempotent: repeated with the same {@code Idempotency-Key} within a day, they have one effect
 * and one answer (draft-ietf-httpapi-idempotency-key-header-07). Runs after the guard of a route and before its
 * handler.
 *
 * <p>The answer is stored before it is sent. If the call took no effect, its key is released instead. If the node dies
 * between effect and storing, the key is released when the lease ends; {@link #token} or the unique indexes of the
 * capabilities then decide the result of a repetition.
 */
public final class Idempotency implements Handler<RoutingContext> {

    private static final Logger LOG = LoggerFactory.getLogger(Idempotency.class);

    static final String HEADER = "Idempotency-Key";
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");

    private static final Duration RETENTION = Duration.ofHours(24);

    /** Well above the longest time that an answer may take. */
    private static final Duration LEASE = Duration.ofSeconds(30);

    /** Maps each byte to one character. */
    private static final Charset BYTES = StandardCharsets.ISO_8859_1;

    private static final Duration TRY_AGAIN = Duration.ofSeconds(1);

    /**
     * Limit for storing the answer: a caller who has already waited for an unresponsive database must not wait again.
     */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final IdempotencyRepository calls;
    private final SecretBox box;
    private final Signature signature;
    private final Clock clock;

    public Idempotency(Sql sql, SecretBox box, Signature signature, Clock clock) {
        this.calls = new IdempotencyRepository(sql);
        this.box = box;
        this.signature = signature;
        this.clock = clock;
    }

    @Override
    public void handle(RoutingContext rc) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var call = new IdempotencyRepository.Call(scope(rc), key(rc), requestHash(rc), now.plus(LEASE));
        calls.begin(call, now, expiry(now))
                .compose(first -> first ? begin(rc, call) : repeat(rc, call))
                .onFailure(rc::fail);
    }

    /**
     * A token for the object that this call creates, equal when the call is repeated. With it a repetition finds the
     * object even if the first answer was never stored or received.
     */
    public String token(RoutingContext rc) {
        var call = scope(rc).appendBuffer(requestHash(rc)).toString(BYTES) + key(rc);
        return signature.token("idempotent call", call);
    }

    /** Deletes expired calls and returns their number. */
    public Future<Integer> sweep() {
        return calls.forgetUntil(expiry(clock.instant()));
    }

    private static Instant expiry(Instant now) {
        return now.minus(RETENTION);
    }

    private static String key(RoutingContext rc) {
        var keys = rc.request().headers().getAll(HEADER);
        if (keys.size() != 1) {
            throw Failure.of(Kind.INVALID, "idempotency.missing");
        }
        if (!KEY.matcher(keys.get(0)).matches()) {
            throw Failure.of(Kind.INVALID, "idempotency.malformed");
        }
        return keys.get(0);
    }

    /** The scope of the key: this bearer token, or this address without token, and this operation. */
    private static Buffer scope(RoutingContext rc) {
        var token = rc.request().getHeader(HttpHeaders.AUTHORIZATION);
        var caller = token == null ? "address " + Visit.of(rc).address() : "token " + token;
        return Tokens.sha256(rc.request().method() + " " + rc.normalizedPath() + "\n" + caller);
    }

    private static Buffer requestHash(RoutingContext rc) {
        var body = rc.body().buffer();
        return Tokens.sha256(body == null ? "" : body.toString(BYTES));
    }

    private Future<Void> begin(RoutingContext rc, IdempotencyRepository.Call call) {
        Pending.put(rc, answer -> store(call, answer));
        rc.next();
        return Future.succeededFuture();
    }

    private Future<Void> repeat(RoutingContext rc, IdempotencyRepository.Call call) {
        return calls.find(call).compose(known -> {
            if (known.isPresent() && !known.get().requestHash().equals(call.requestHash())) {
                return Future.failedFuture(Failure.of(Kind.UNPROCESSABLE, "idempotency.reused"));
            }
            return known.flatMap(IdempotencyRepository.Known::answer)
                    .map(answer -> replay(rc, call, answer))
                    .orElseGet(() -> Future.failedFuture(
                            Failure.of(Kind.CONFLICT, "idempotency.running").retryAfter(TRY_AGAIN)));
        });
    }

    private Future<Void> replay(
            RoutingContext rc, IdempotencyRepository.Call call, IdempotencyRepository.Stored stored) {
        var body = Buffer.buffer(box.open(stored.body(), context(call)).text());
        return Answers.again(rc, new Answer(stored.status(), body, stored.location(), stored.language()));
    }

    /**
     * Stores the answer, encrypted because it may contain a token. A failure or delay here must not withhold the answer
     * from the caller.
     */
    private Future<Void> store(IdempotencyRepository.Call call, Answer answer) {
        var stored = tookNoEffect(answer.status) ? calls.forget(call) : calls.answer(call, sealed(call, answer));
        return stored.timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .onFailure(cause -> LOG.warn("The answer to an idempotent call was not stored: {}", cause.getMessage()))
                .otherwise(false)
                .mapEmpty();
    }

    private IdempotencyRepository.Stored sealed(IdempotencyRepository.Call call, Answer answer) {
        var body = box.seal(new Secret(answer.body.toString()), context(call));
        return new IdempotencyRepository.Stored(answer.status, body, answer.location, answer.language);
    }

    /**
     * Invalid input has no effect, so its key is released for the corrected call. Other refusals are stored answers.
     */
    private static boolean tookNoEffect(int status) {
        return status >= 500 || status == Kind.RATE_LIMITED.status() || status == Kind.INVALID.status();
    }

    private static String context(IdempotencyRepository.Call call) {
        return "idempotency " + call.scope().toString(BYTES) + call.key();
    }

    /**
     * What a repeated call gets again.
     *
     * @param location the header; null if there is none
     * @param language the header Content-Language; null if there is none
     */
    record Answer(int status, Buffer body, String location, String language) {}

    /** Receives the answer of a call before it is sent. */
    interface Pending {

        Future<Void> store(Answer answer);

        static void put(RoutingContext rc, Pending pending) {
            rc.put(Pending.class.getName(), pending);
        }

        static Pending of(RoutingContext rc) {
            Pending pending = rc.get(Pending.class.getName());
            return pending == null ? answer -> Future.succeededFuture() : pending;
        }
    }
}
