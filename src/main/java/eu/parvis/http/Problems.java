package eu.parvis.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import eu.parvis.bus.Failure;
import eu.parvis.config.Configuration;
import eu.parvis.words.Words;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers every failure: with a page, or with problem JSON (RFC 9457). */
final class Problems {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    /**
     * A problem as JSON.
     *
     * @param type address of the page about the problem
     * @param code stable, for programs
     * @param title short, in the caller's language
     * @param detail what to do, in the caller's language
     * @param incident number for the support
     * @param requestId as in the header; see {@link RequestId}
     * @param retryAfter seconds to wait, as in the header
     * @param errors the errors of the fields
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Problem(
            String type,
            String title,
            int status,
            String code,
            String detail,
            String incident,
            String requestId,
            Long retryAfter,
            List<Field> errors) {}

    record Field(String field, String code, String message) {}

    /**
     * The page about a failure.
     *
     * @param title short
     * @param sentence what happened and what to do
     * @param unknown the form may have taken effect: look before it is sent again
     * @param incident number for the support
     * @param retry seconds to wait
     * @param typed the form that can be sent again
     */
    @Template("http/error.html")
    private record ErrorPage(
            Failure.Kind kind,
            String title,
            String sentence,
            boolean unknown,
            Optional<String> incident,
            Optional<Long> retry,
            Optional<TypedForm> typed)
            implements PageModel {}

    /**
     * Failures after which the same form may succeed. FORBIDDEN is not among them, because another site may have sent
     * the form.
     */
    private static final Set<Failure.Kind> RETRYABLE = Set.of(
            Failure.Kind.INTERNAL, Failure.Kind.UNAVAILABLE, Failure.Kind.RATE_LIMITED, Failure.Kind.UNAUTHENTICATED);

    private static final Duration TRY_AGAIN = Duration.ofSeconds(5);

    private final Pages pages;
    private final MultiMap everyAnswer;

    Problems(Configuration configuration, Pages pages) {
        this.pages = pages;
        this.everyAnswer = Gate.everyAnswer(configuration.http());
    }

    void answer(RoutingContext rc) {
        if (rc.response().headWritten() || rc.response().closed()) {
            rc.request().connection().close();
            return;
        }
        if (Visit.of(rc) == null) {
            refuse(rc.request(), rc.statusCode());
            return;
        }
        var failure = withUnknownOutcome(rc, failureOf(rc));
        rc.response().headers().remove(HttpHeaders.CONTENT_ENCODING);
        Answers.retryAfter(rc, failure);
        var sent = Visit.of(rc).api() ? problem(rc, failure) : page(rc, failure);
        sent.onFailure(cause -> plain(rc, failure, cause));
    }

    /** Says of an idempotent call that the outcome of its earlier attempt is still unknown. */
    private static Failure withUnknownOutcome(RoutingContext rc, Failure failure) {
        if (failure.isOutcomeUnknown()) {
            Idempotency.markOutcomeUnknown(rc);
        }
        return failure.kind() == Failure.Kind.UNAVAILABLE && Idempotency.isOutcomeUnknown(rc)
                ? Failure.outcomeUnknown(failure.retryAfter().orElse(TRY_AGAIN))
                : failure;
    }

    /** Answers a request that is not valid HTTP, or exceeds a limit of the parser. */
    void unreadable(HttpServerRequest request) {
        var cause = request.decoderResult().cause();
        refuse(
                request,
                cause instanceof TooLongHttpLineException
                        ? 414
                        : cause instanceof TooLongHttpHeaderException ? 431 : 400);
    }

    /**
     * Answers a request that did not reach the {@link Gate}. Over HTTP/1 the connection is closed, because the start of
     * the next request is unknown. Over HTTP/2 the other streams continue.
     */
    private void refuse(HttpServerRequest request, int status) {
        var language = Languages.of(request);
        var requestId = Optional.of(RequestId.of(request)).filter(id -> Visit.isApi(request.path()));
        var failure = refusal(status);
        var response = request.response().setStatusCode(status);
        response.headers()
                .setAll(everyAnswer)
                .set(HttpHeaders.CACHE_CONTROL, "no-store")
                .set(HttpHeaders.CONTENT_LANGUAGE, language.code())
                .set(
                        HttpHeaders.CONTENT_TYPE,
                        requestId.isPresent() ? Answers.PROBLEM_TYPE : "text/html; charset=utf-8");
        requestId.ifPresent(id -> response.putHeader(RequestId.HEADER, id));
        var last = request.version() != HttpVersion.HTTP_2;
        if (last) {
            response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        var words = Words.of(language);
        var answer = requestId
                .map(id -> Future.succeededFuture(Buffer.buffer(Answers.text(problem(words, failure, status, id)))))
                .orElseGet(() -> pages.show(language, "/", page(words, failure, status, Optional.empty())));
        answer.compose(response::end).onComplete(ended -> {
            if (last || ended.failed()) {
                request.connection().close();
            }
        });
    }

    private static Future<Void> problem(RoutingContext rc, Failure failure) {
        var language = Visit.of(rc).language();
        if (failure.kind() == Failure.Kind.UNAUTHENTICATED) {
            rc.response().putHeader("WWW-Authenticate", "Bearer");
        }
        rc.response().putHeader(HttpHeaders.CONTENT_LANGUAGE, language.code());
        var status = status(rc, failure);
        var requestId = Visit.of(rc).requestId().orElseThrow();
        incident(failure).ifPresent(incident -> LOG.error("Incident {} in request {}", incident, requestId));
        return Answers.problem(rc, status, problem(Words.of(language), failure, status, requestId));
    }

    private static Problem problem(Words words, Failure failure, int status, String requestId) {
        return new Problem(
                "/api/problems#" + failure.messageId(),
                words.text(failure.titleId()),
                status,
                failure.messageId(),
                words.text(failure.messageId(), failure.arguments().toArray()),
                incident(failure).orElse(null),
                requestId,
                failure.retryAfter().map(Answers::seconds).orElse(null),
                failure.fields().stream()
                        .map(error -> new Field(
                                error.field(),
                                error.message(),
                                words.text(error.message(), error.arguments().toArray())))
                        .toList());
    }

    private Future<Void> page(RoutingContext rc, Failure failure) {
        var status = status(rc, failure);
        var typed = RETRYABLE.contains(failure.kind()) ? TypedForm.of(rc) : Optional.<TypedForm>empty();
        return pages.show(rc, status, page(pages.words(rc), failure, status, typed));
    }

    private static ErrorPage page(Words words, Failure failure, int status, Optional<TypedForm> typed) {
        var notOpened = status == 405;
        return new ErrorPage(
                failure.kind(),
                words.text(notOpened ? "http.error.method.title" : failure.titleId()),
                notOpened
                        ? words.text("http.error.method")
                        : words.text(failure.messageId(), failure.arguments().toArray()),
                failure.isOutcomeUnknown(),
                incident(failure),
                failure.retryAfter().map(Answers::seconds),
                typed);
    }

    /** Answers with plain text if the page about the failure fails, too. */
    private static void plain(RoutingContext rc, Failure failure, Throwable cause) {
        var unexpected = Failure.unexpected("the answer to a failure", cause);
        if (!rc.response().ended() && !rc.response().headWritten()) {
            rc.response()
                    .setStatusCode(failure.kind().status())
                    .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8")
                    .end(failure.kind() + " " + incident(unexpected).orElse(""))
                    .onFailure(ignored -> rc.request().connection().close());
        }
    }

    private static Failure failureOf(RoutingContext rc) {
        var cause = rc.failure();
        if (cause instanceof Failure failure) {
            return Gate.isSafe(rc.request()) ? failure.withoutEffect() : failure;
        }
        if (cause instanceof DecoderException) {
            return refusal(400);
        }
        if (cause != null && !(cause instanceof HttpException)) {
            return Failure.unexpected(rc.request().path(), cause);
        }
        var status = cause instanceof HttpException http ? http.getStatusCode() : rc.statusCode();
        if (status == 503) {
            return Failure.unavailable(TRY_AGAIN);
        }
        return status >= 400 && status < 500
                ? refusal(status)
                : Failure.unexpected(
                        rc.request().path(), cause == null ? new IllegalStateException("status " + status) : cause);
    }

    private static Failure refusal(int status) {
        return switch (status) {
            case 401 -> Failure.of(Failure.Kind.UNAUTHENTICATED, "problem.unauthenticated");
            case 403 -> Failure.of(Failure.Kind.FORBIDDEN, "problem.forbidden");
            case 404 -> Failure.of(Failure.Kind.NOT_FOUND, "problem.notFound");
            case 405 -> Failure.of(Failure.Kind.INVALID, "problem.method");
            case 406 -> Failure.of(Failure.Kind.INVALID, "problem.notAcceptable");
            case 408 -> Failure.of(Failure.Kind.INVALID, "problem.tooSlow");
            case 413 -> Failure.of(Failure.Kind.INVALID, "problem.tooLarge");
            case 414 -> Failure.of(Failure.Kind.INVALID, "problem.addressTooLong");
            case 415 -> Failure.of(Failure.Kind.INVALID, "problem.mediaType");
            case 431 -> Failure.of(Failure.Kind.INVALID, "problem.headersTooLarge");
            default -> Failure.of(Failure.Kind.INVALID, "problem.unreadable");
        };
    }

    /** A status that Vert.x chose stays: 405, 413 and 415 are all of kind INVALID. */
    private static int status(RoutingContext rc, Failure failure) {
        var own = rc.failure() instanceof HttpException http ? http.getStatusCode() : rc.statusCode();
        var vertx = rc.failure() == null || rc.failure() instanceof HttpException;
        return vertx && own >= 400 && own < 500 ? own : failure.kind().status();
    }

    private static Optional<String> incident(Failure failure) {
        return failure.kind() == Failure.Kind.INTERNAL
                ? failure.arguments().stream().findFirst()
                : Optional.empty();
    }
}
