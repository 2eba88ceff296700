package eu.parvis.company;

import eu.parvis.company.CompanyApi.State;
import eu.parvis.company.CompanyApi.VatCheck;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Client of VIES's REST interface. VIES forwards each request to the member state, whose service may be unavailable for
 * days. It reports failures in the body with any status code. The client accepts only a boolean answer for exactly the
 * number asked.
 */
final class ViesClient implements VatRegister {

    private static final Logger LOG = LoggerFactory.getLogger(ViesClient.class);
    private static final int CALLS_PER_COUNTRY = 2;
    private static final Duration VALID_FOR = Duration.ofDays(30);
    private static final Duration INVALID_FOR = Duration.ofDays(1);
    private static final Duration PAUSE = Duration.ofHours(1);
    private static final String NOT_GIVEN = "---";

    /** Error codes after which the client pauses for an hour: further calls would prolong the block. */
    private static final Set<String> BLOCKING_ERRORS = Set.of("VAT_BLOCKED", "IP_BLOCKED");

    private final Clock clock;
    private final Register register;
    private final LookUpCache<VatNumber, VatCheck> answers;
    private final Map<String, Integer> callsByCountry = new HashMap<>();
    private Instant pausedUntil = Instant.EPOCH;

    ViesClient(Vertx vertx, Clock clock, String url, Duration timeout) {
        this.clock = clock;
        this.register = new Register(vertx, "vies", url, timeout, ViesClient::isValid);
        this.answers = new LookUpCache<>(clock, this::ask, ViesClient::cacheTime);
    }

    private static boolean isValid(Register.Answer answer) {
        return answer.body().containsKey("valid") || answer.body().containsKey("errorWrappers");
    }

    private static Duration cacheTime(VatCheck check) {
        return switch (check.state()) {
            case VERIFIED -> VALID_FOR;
            case UNVERIFIED -> Duration.ZERO;
            default -> INVALID_FOR;
        };
    }

    @Override
    public Future<VatCheck> check(VatNumber number) {
        return answers.ask(number);
    }

    private Future<VatCheck> ask(VatNumber number) {
        if (clock.instant().isBefore(pausedUntil)) {
            return unanswered(number, "it has blocked us");
        }
        if (callsByCountry.getOrDefault(number.prefix(), 0) >= CALLS_PER_COUNTRY) {
            return unanswered(number, "enough calls are under way to " + number.prefix());
        }
        callsByCountry.merge(number.prefix(), 1, Integer::sum);
        return register.post("/check-vat-number", question(number))
                .onComplete(outcome -> callsByCountry.merge(number.prefix(), -1, Integer::sum))
                .compose(answer -> read(number, answer.body()))
                .recover(cause -> unanswered(number, cause.toString()));
    }

    private static JsonObject question(VatNumber number) {
        return new JsonObject().put("countryCode", number.prefix()).put("vatNumber", number.number());
    }

    private Future<VatCheck> read(VatNumber number, JsonObject answer) {
        if (answer.containsKey("errorWrappers")) {
            return failed(number, error(answer));
        }
        if (!isAbout(number, answer) || !(answer.getValue("valid") instanceof Boolean valid)) {
            return unanswered(number, "its answer is about something else");
        }
        return Future.succeededFuture(new VatCheck(
                number.value(),
                valid ? State.VERIFIED : State.NOT_FOUND,
                text(answer, "name"),
                text(answer, "address"),
                text(answer, "requestIdentifier"),
                clock.instant()));
    }

    private static boolean isAbout(VatNumber number, JsonObject answer) {
        return number.prefix().equals(answer.getString("countryCode"))
                && number.number().equals(answer.getString("vatNumber"));
    }

    private Future<VatCheck> failed(VatNumber number, String error) {
        if (BLOCKING_ERRORS.contains(error)) {
            pausedUntil = clock.instant().plus(PAUSE);
            LOG.error("VIES has blocked this portal ({}); it is not asked again before {}", error, pausedUntil);
        }
        return unanswered(number, error);
    }

    private static String error(JsonObject answer) {
        var errors = answer.getJsonArray("errorWrappers");
        return errors.isEmpty() ? "no reason given" : errors.getJsonObject(0).getString("error", "no reason given");
    }

    private static Optional<String> text(JsonObject answer, String field) {
        return Optional.ofNullable(answer.getString(field))
                .map(String::strip)
                .filter(text -> !text.isEmpty() && !text.equals(NOT_GIVEN));
    }

    private Future<VatCheck> unanswered(VatNumber number, String why) {
        LOG.warn("VIES did not answer: {}", why);
        return Future.succeededFuture(VatCheck.unanswered(number, clock.instant()));
    }
}
