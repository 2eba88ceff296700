package eu.parvis.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import eu.parvis.bus.Failure;
import eu.parvis.words.Words;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns whatever went wrong into what the visitor is told: a page, or RFC 9457 problem JSON. The one place that does. */
final class Problems {

    /**
     * @param type names the problem; a page about it lies there
     * @param code stable, for programs
     * @param title short, in the caller's language
     * @param detail what to do, in the caller's language
     * @param incident to be told to the support
     * @param retryAfter seconds to wait, as in the header
     * @param errors what is wrong with which field
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Problem(
            String type,
            String title,
            int status,
            String code,
            String detail,
            String incident,
            Long retryAfter,
            List<Field> errors) {}

    record Field(String field, String code, String message) {}

    /** What may go well the next time. A refused request is not offered again: it may be the trap of another site. */
    private static final Set<Failure.Kind> PASSING =
            Set.of(Failure.Kind.INTERNAL, Failure.Kind.UNAVAILABLE, Failure.Kind.RATE_LIMITED);

    private final Pages pages;

    Problems(Pages pages) {
        this.pages = pages;
    }

    void answer(RoutingContext rc) {
        if (rc.response().headWritten()) {
            rc.request().connection().close();
            return;
        }
        var failure = failureOf(rc);
        rc.response().headers().remove(HttpHeaders.CONTENT_ENCODING);
        Answers.tellWhen(rc, failure);
        var sent = Visit.of(rc) != null && Visit.of(rc).api() ? problem(rc, failure) : page(rc, failure);
        sent.onFailure(cause -> plain(rc, failure, cause));
    }

    private Future<Void> problem(RoutingContext rc, Failure failure) {
        var words = Words.of(Visit.of(rc).language());
        var kind = failure.kind();
        if (kind == Failure.Kind.UNAUTHENTICATED) {
            rc.response().putHeader("WWW-Authenticate", "Bearer");
        }
        rc.response()
                .putHeader(HttpHeaders.CONTENT_LANGUAGE, Visit.of(rc).language().code());
        return Answers.problem(
                rc,
                status(rc, failure),
                new Problem(
                        "/api/problems#" + failure.messageId(),
                        words.text("problem.title." + kind.name()),
                        status(rc, failure),
                        failure.messageId(),
                        words.text(failure.messageId(), failure.arguments().toArray()),
                        kind == Failure.Kind.INTERNAL ? incident(failure) : null,
                        failure.retryAfter().map(Answers::seconds).orElse(null),
                        failure.fields().stream()
                                .map(error -> new Field(
                                        error.field(),
                                        error.message(),
                                        words.text(
                                                error.message(),
                                                error.arguments().toArray())))
                                .toList()));
    }

    private Future<Void> page(RoutingContext rc, Failure failure) {
        if (Visit.of(rc) == null) {
            return Future.failedFuture(failure);
        }
        var words = pages.words(rc);
        var model = new HashMap<String, Object>();
        model.put("status", status(rc, failure));
        model.put("kind", failure.kind().name());
        model.put(
                "sentence", words.text(failure.messageId(), failure.arguments().toArray()));
        model.put("incident", failure.kind() == Failure.Kind.INTERNAL ? incident(failure) : null);
        model.put("retry", failure.retryAfter().map(Duration::toSeconds).orElse(null));
        model.put("kept", PASSING.contains(failure.kind()) ? Kept.of(rc) : null);
        return pages.show(rc, status(rc, failure), "http/error.html", model);
    }

    /** The last resort, when even the page about the failure fails. */
    private static void plain(RoutingContext rc, Failure failure, Throwable cause) {
        var told = Failure.unexpected("the answer to a failure", cause);
        if (!rc.response().ended() && !rc.response().headWritten()) {
            rc.response()
                    .setStatusCode(failure.kind().status())
                    .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8")
                    .end(failure.kind() + " " + incident(told))
                    .onFailure(ignored -> rc.request().connection().close());
        }
    }

    private static Failure failureOf(RoutingContext rc) {
        var cause = rc.failure();
        if (cause instanceof Failure failure) {
            return failure;
        }
        var status = cause instanceof HttpException http ? http.getStatusCode() : rc.statusCode();
        if (cause == null || cause instanceof HttpException) {
            return switch (status) {
                case 401 -> Failure.of(Failure.Kind.UNAUTHENTICATED, "problem.unauthenticated");
                case 403 -> Failure.of(Failure.Kind.FORBIDDEN, "problem.forbidden");
                case 404 -> Failure.of(Failure.Kind.NOT_FOUND, "problem.notFound");
                case 405 -> Failure.of(Failure.Kind.INVALID, "problem.method");
                case 406 -> Failure.of(Failure.Kind.INVALID, "problem.notAcceptable");
                case 408 -> Failure.of(Failure.Kind.INVALID, "problem.tooSlow");
                case 413 -> Failure.of(Failure.Kind.INVALID, "problem.tooLarge");
                case 415 -> Failure.of(Failure.Kind.INVALID, "problem.mediaType");
                case 503 -> Failure.unavailable(Duration.ofSeconds(5));
                default ->
                    status >= 400 && status < 500
                            ? Failure.of(Failure.Kind.INVALID, "problem.malformed", "")
                            : Failure.unexpected(
                                    rc.request().path(),
                                    cause == null ? new IllegalStateException("status " + status) : cause);
            };
        }
        return Failure.unexpected(rc.request().path(), cause);
    }

    /** What Vert.x itself answers keeps its own number: 405, 413, 415 are all inputs of the wrong form. */
    private static int status(RoutingContext rc, Failure failure) {
        var own = rc.failure() instanceof HttpException http ? http.getStatusCode() : rc.statusCode();
        var vertx = rc.failure() == null || rc.failure() instanceof HttpException;
        return vertx && own >= 400 && own < 500 ? own : failure.kind().status();
    }

    private static String incident(Failure failure) {
        return failure.arguments().isEmpty() ? "" : failure.arguments().get(0);
    }

    /** What was typed, for the page that asks to try again: hidden fields of a form that sends the same again. */
    record Kept(String action, Map<String, List<String>> fields) {

        static Kept of(RoutingContext rc) {
            var request = rc.request();
            if (!"POST".equals(request.method().name()) || (request.isExpectMultipart() && !request.isEnded())) {
                return null;
            }
            var fields = new HashMap<String, List<String>>();
            for (var name : request.formAttributes().names()) {
                if (!isSecret(name)) {
                    fields.put(name, request.formAttributes().getAll(name));
                }
            }
            return fields.isEmpty() ? null : new Kept(request.uri(), fields);
        }

        private static boolean isSecret(String name) {
            var lower = name.toLowerCase(java.util.Locale.ROOT);
            return lower.contains("password") || lower.contains("answer") || lower.contains("personalcode");
        }
    }
}
