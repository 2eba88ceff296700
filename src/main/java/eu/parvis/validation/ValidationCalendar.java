package eu.parvis.validation;

import eu.parvis.bus.Failure;
import eu.parvis.capability.Foundation;
import eu.parvis.catalogue.Catalogue;
import eu.parvis.db.Database;
import eu.parvis.validation.CalendarRepository.Line;
import eu.parvis.validation.CalendarRepository.Span;
import eu.parvis.validation.ValidationApi.AskCalendar;
import eu.parvis.validation.ValidationApi.AskDue;
import eu.parvis.validation.ValidationApi.AskValidation;
import eu.parvis.validation.ValidationApi.Calendar;
import eu.parvis.validation.ValidationApi.CalendarLine;
import eu.parvis.validation.ValidationApi.Due;
import eu.parvis.validation.ValidationApi.Reuse;
import eu.parvis.validation.ValidationApi.ShownValidation;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** Says what ends, and until when a validation can be reused. */
final class ValidationCalendar {

    private static final int DAYS = 90;
    private static final int MOST_LINES = 100;
    private static final Duration FRESH = Duration.ofMinutes(5);

    private final Database database;
    private final Clock clock;
    private final ZoneId zone;
    private final int askAgain;
    private final List<ReusePolicy> policies;
    private final JsonArray policiesOfProducts = new JsonArray();
    private final CalendarRepository repository = new CalendarRepository();
    private final ValidationStore store = new ValidationStore();
    private LocalDate computedOn = LocalDate.MIN;
    private JsonArray periods = new JsonArray();
    private Due due = new Due(0, 0);
    private Instant dueUntil = Instant.MIN;

    ValidationCalendar(Foundation foundation) {
        var configuration = foundation.configuration();
        this.database = foundation.database();
        this.clock = foundation.clock();
        this.zone = configuration.brand().timeZone();
        this.askAgain =
                (int) configuration.get(ValidationSettings.class).askAgain().toDays();
        this.policies = ReusePolicy.of(Catalogue.of(configuration));
        for (var policy : policies) {
            policy.products()
                    .forEach(code -> policiesOfProducts.add(
                            new JsonObject().put("code", code).put("policy", policies.indexOf(policy))));
        }
    }

    /** Reads one line more than asked for, to know whether there is a next page. */
    Future<Calendar> calendar(AskCalendar query) {
        var limit = Math.min(Math.max(query.limit(), 1), MOST_LINES);
        var start = query.after().map(CalendarCursor::parse).orElse(CalendarCursor.START);
        var span = span(DAYS);
        return repository.lines(database, span, query, start, limit + 1).map(lines -> page(lines, limit, span.today()));
    }

    private Calendar page(List<Line> lines, int limit, LocalDate today) {
        var shown = lines.subList(0, Math.min(limit, lines.size()));
        var last = lines.size() > limit ? Optional.of(shown.get(limit - 1)) : Optional.<Line>empty();
        return new Calendar(
                shown.stream().map(line -> line(line, today)).toList(),
                last.map(line -> new CalendarCursor(line.until(), line.id(), line.policy()).text()));
    }

    private CalendarLine line(Line line, LocalDate today) {
        return new CalendarLine(
                line.id(),
                line.thing(),
                line.subject(),
                line.organisation(),
                line.method(),
                line.checkedOn(),
                policies.get(line.policy()).products(),
                line.until(),
                line.until().isBefore(today));
    }

    /** Counted every five minutes: with 100,000 requests it takes some hundred milliseconds, and it is only a hint. */
    Future<Due> due(AskDue query) {
        var now = clock.instant();
        return now.isBefore(dueUntil)
                ? Future.succeededFuture(due)
                : repository
                        .count(database, span(askAgain))
                        .map(number -> new Due(number, askAgain))
                        .onSuccess(counted -> {
                            due = counted;
                            dueUntil = now.plus(FRESH);
                        });
    }

    private Span span(int days) {
        var today = LocalDate.ofInstant(clock.instant(), zone);
        if (!today.equals(computedOn)) {
            periods = ReusePeriods.of(policies, today);
            computedOn = today;
        }
        return new Span(periods, policiesOfProducts, today, today.plusDays(days));
    }

    Future<ShownValidation> show(AskValidation query) {
        return store.byId(database, query.id())
                .map(found -> found.orElseThrow(Failure::notFound))
                .compose(validation -> repository
                        .others(database, validation.id())
                        .map(others -> new ShownValidation(validation, reuses(validation), others)));
    }

    private List<Reuse> reuses(Validation validation) {
        return policies.stream()
                .flatMap(policy -> policy.lastDay(validation.method(), validation.checkedOn()).stream()
                        .map(until -> new Reuse(policy.products(), until)))
                .toList();
    }
}
