package eu.parvis.http;

import eu.parvis.bus.Failure;
import eu.parvis.bus.Failure.Kind;
import eu.parvis.crypto.Secret;
import eu.parvis.crypto.SecretBox;
import eu.parvis.crypto.Signature;
import eu.parvis.crypto.Tokens;
import eu.parvis.db.EffectStore;
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
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes creating calls idempotent: repeated with the same {@code Idempotency-Key} within a day, they have one effect
 * and one answer (draft-ietf-httpapi-idempotency-key-header-07). Runs after the guard of a route and before its
 * handler.
 *
 * <p>The answer is stored before it is sent. If the call took no effect, its key is released instead. If its outcome is
 * unknown, because the node died or a COMMIT was not confirmed, the next repetition takes the key over and runs again:
 * with the same {@link #once} it finds the effect of the earlier attempt.
 */
public final class Idempotency implements Handler<RoutingContext> {

    private static final Logger LOG = LoggerFactory.getLogger(Idempotency.class);

    private static final String UNKNOWN = "outcomeUnknown";

    private static final Duration RETENTION = EffectStore.RETENTION;

    /** Well above the longest time that an answer may take: two requests on the bus. */
    private static final Duration LEASE = Duration.ofSeconds(15);

    /** Maps each byte to one character. */
    private static final Charset BYTES = StandardCharsets.ISO_8859_1;

    /**
     * Limit for storing the answer: a caller who has already waited for an unresponsive database must not wait again.
     */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final IdempotencyRepository calls;
    private final EffectStore effects;
    private final Sql sql;
    private final SecretBox box;
    private final Signature signature;
    private final Clock clock;

    public Idempotency(Sql sql, SecretBox box, Signature signature, Clock clock) {
        this.calls = new IdempotencyRepository(sql);
        this.effects = new EffectStore(box);
        this.sql = sql;
        this.box = box;
        this.signature = signature;
        this.clock = clock;
    }

    @Override
    public void handle(RoutingContext rc) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var call = new IdempotencyRepository.Call(
                scope(rc), IdempotencyKey.of(rc.request()), requestHash(rc), now.plus(LEASE));
        calls.begin(call, now, expiry(now))
                .recover(Failure::withoutEffect)
                .compose(claim ->
                        claim == IdempotencyRepository.Claim.REFUSED ? repeat(rc, call, now) : begin(rc, call, claim))
                .onFailure(rc::fail);
    }

    /**
     * A token for this call, equal when it is repeated. With it a repetition finds the effect even if the first answer
     * was never stored or received.
     */
    public Optional<String> once(RoutingContext rc) {
        var call = scope(rc).appendBuffer(requestHash(rc)).toString(BYTES) + IdempotencyKey.of(rc.request());
        return Optional.of(signature.token("idempotent call", call));
    }

    /** Whether an earlier attempt of this call, or this one, may have taken effect. */
    static boolean isOutcomeUnknown(RoutingContext rc) {
        return rc.get(UNKNOWN) != null;
    }

    static void markOutcomeUnknown(RoutingContext rc) {
        rc.put(UNKNOWN, true);
    }

    /** Deletes expired calls. */
    public Future<Void> sweep() {
        var now = clock.instant();
        return calls.forgetUntil(expiry(now))
                .compose(calls -> effects.sweep(sql, now))
                .mapEmpty();
    }

    private static Instant expiry(Instant now) {
        return now.minus(RETENTION);
    }

    /**
     * Where the key counts: at this operation, for the signed-in account in its organisation, otherwise for this bearer
     * token, or for this network address without token. A session is not part of it, so that the account can sign in
     * again and repeat its call.
     */
    private static Buffer scope(RoutingContext rc) {
        return Tokens.sha256(rc.request().method() + " " + rc.normalizedPath() + "\n" + caller(rc));
    }

    private static String caller(RoutingContext rc) {
        if (rc.user() != null) {
            return "account " + rc.user().principal().encode();
        }
        var token = rc.request().getHeader(HttpHeaders.AUTHORIZATION);
        return token == null ? "address " + Visit.of(rc).address() : "token " + token;
    }

    private static Buffer requestHash(RoutingContext rc) {
        var body = rc.body().buffer();
        return Tokens.sha256(body == null ? "" : JsonMeaning.of(body));
    }

    private Future<Void> begin(RoutingContext rc, IdempotencyRepository.Call call, IdempotencyRepository.Claim claim) {
        if (claim == IdempotencyRepository.Claim.TAKEN_OVER) {
            markOutcomeUnknown(rc);
        }
        Pending.put(rc, answer -> store(rc, call, answer));
        rc.next();
        return Future.succeededFuture();
    }

    private Future<Void> repeat(RoutingContext rc, IdempotencyRepository.Call call, Instant now) {
        return calls.find(call).compose(known -> {
            if (known.isPresent() && !known.get().requestHash().equals(call.requestHash())) {
                return Future.failedFuture(Failure.of(Kind.UNPROCESSABLE, "idempotency.reused"));
            }
            return known.flatMap(IdempotencyRepository.Known::answer)
                    .map(answer -> replay(rc, call, answer))
                    .orElseGet(() -> Future.failedFuture(Failure.of(Kind.CONFLICT, "idempotency.running")
                            .retryAfter(known.map(running -> Duration.between(now, running.leaseUntil()))
                                    .orElse(Duration.ZERO))));
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
    private Future<Void> store(RoutingContext rc, IdempotencyRepository.Call call, Answer answer) {
        var stored = !tookNoEffect(answer.status)
                ? calls.answer(call, sealed(call, answer))
                : isOutcomeUnknown(rc) ? calls.leave(call, clock.instant()) : calls.forget(call);
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
