package eu.parvis.bus;

import io.vertx.core.Future;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only failure type on the event bus. It is shown in the visitor's language by {@link #messageId()}, as a page or
 * as RFC 9457 problem JSON.
 */
public final class Failure extends ReplyException {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(Failure.class);

    public enum Kind {
        INVALID(400),
        UNAUTHENTICATED(401),
        FORBIDDEN(403),
        NOT_FOUND(404),
        CONFLICT(409),
        EXPIRED(410),
        /** The object is not as the caller has seen it. */
        PRECONDITION_FAILED(412),
        /** Well formed, but inconsistent with an earlier request. */
        UNPROCESSABLE(422),
        RATE_LIMITED(429),
        INTERNAL(500),
        UNAVAILABLE(503);

        private final int status;

        Kind(int status) {
            this.status = status;
        }

        /** The corresponding HTTP status. */
        public int status() {
            return status;
        }
    }

    private static final String UNAVAILABLE = "problem.unavailable";
    private static final String OUTCOME_UNKNOWN = "problem.outcomeUnknown";

    private final Kind kind;
    private final transient List<FieldError> fields;
    private final transient List<String> arguments;
    private final transient Optional<Duration> retryAfter;

    Failure(
            Kind kind,
            String messageId,
            List<String> arguments,
            List<FieldError> fields,
            Optional<Duration> retryAfter) {
        super(ReplyFailure.RECIPIENT_FAILURE, kind.status, messageId);
        this.kind = kind;
        this.arguments = List.copyOf(arguments);
        this.fields = List.copyOf(fields);
        this.retryAfter = retryAfter;
    }

    public static Failure of(Kind kind, String messageId, Object... arguments) {
        return new Failure(
                kind, messageId, Arrays.stream(arguments).map(String::valueOf).toList(), List.of(), Optional.empty());
    }

    /** A failure for invalid fields. */
    public static Failure invalid(List<FieldError> fields) {
        return new Failure(Kind.INVALID, "problem.invalid", List.of(), fields, Optional.empty());
    }

    public static Failure invalid(FieldError... fields) {
        return invalid(List.of(fields));
    }

    /**
     * An internal error: the log contains the cause under an incident number, and the visitor sees only that number.
     */
    public static Failure unexpected(String where, Throwable cause) {
        if (cause instanceof Failure failure) {
            return failure;
        }
        var incident = UUID.randomUUID().toString().substring(0, 8);
        LOG.error("Incident {} in {}", incident, where, cause);
        return of(Kind.INTERNAL, "problem.internal", incident);
    }

    /** A temporary failure; the same request may succeed later. */
    public static Failure unavailable(Duration retryAfter) {
        return of(Kind.UNAVAILABLE, UNAVAILABLE).retryAfter(retryAfter);
    }

    /**
     * A change may have been made, or may still be made: its confirmation was lost or is late. Sending the same request
     * again finds the outcome, if the request is idempotent.
     */
    public static Failure outcomeUnknown(Duration retryAfter) {
        return of(Kind.UNAVAILABLE, OUTCOME_UNKNOWN).retryAfter(retryAfter);
    }

    public boolean isOutcomeUnknown() {
        return messageId().equals(OUTCOME_UNKNOWN);
    }

    /**
     * Of a step that changes nothing of what was asked, such as counting a try: if its own outcome is unknown, the
     * request took no effect.
     */
    public Failure withoutEffect() {
        return isOutcomeUnknown() ? new Failure(Kind.UNAVAILABLE, UNAVAILABLE, List.of(), List.of(), retryAfter) : this;
    }

    /** {@link #withoutEffect()} of the failure of such a step. */
    public static <T> Future<T> withoutEffect(Throwable cause) {
        return Future.failedFuture(cause instanceof Failure failure ? failure.withoutEffect() : cause);
    }

    /** For objects that do not exist, and for those that the caller may not know of. */
    public static Failure notFound() {
        return of(Kind.NOT_FOUND, "problem.notFound");
    }

    public static Failure rateLimited(String messageId, Duration retryAfter, Object... arguments) {
        return of(Kind.RATE_LIMITED, messageId, arguments).retryAfter(retryAfter);
    }

    public Failure retryAfter(Duration delay) {
        return new Failure(kind, messageId(), arguments, fields, Optional.of(delay));
    }

    public Kind kind() {
        return kind;
    }

    /** Id of the message; also the stable code of the problem in the API. */
    public String messageId() {
        return getMessage();
    }

    /** Id of the short sentence above the message. */
    public String titleId() {
        return "problem.title." + (isOutcomeUnknown() ? "OUTCOME_UNKNOWN" : kind.name());
    }

    public List<String> arguments() {
        return arguments;
    }

    public List<FieldError> fields() {
        return fields;
    }

    /** The errors for a form that is shown again: those of its fields, or one for the whole form with an empty name. */
    public List<FieldError> faults() {
        return fields.isEmpty() ? List.of(new FieldError("", messageId(), arguments)) : fields;
    }

    public Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
