package eu.parvis.validation;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The rules of reuse in a form that a statement can join: for checks of these days, the last day of their reuse is either
 * so many days later or a fixed day. Computed from {@link ReusePolicy}, so that the rule stands in one place.
 */
final class ReusePeriods {

    /** Older checks cannot be reused by any rule. */
    private static final int OLDEST_DAYS = 1_500;

    private ReusePeriods() {}

    /** An array of objects with the columns of {@link CalendarRepository}. */
    static JsonArray of(List<ReusePolicy> policies, LocalDate today) {
        var rows = new JsonArray();
        for (var policy = 0; policy < policies.size(); policy++) {
            for (var method : ValidationMethod.values()) {
                var number = policy;
                of(policies.get(policy), method, today).forEach(period -> rows.add(period.row(method, number)));
            }
        }
        return rows;
    }

    private static List<Period> of(ReusePolicy policy, ValidationMethod method, LocalDate today) {
        var periods = new ArrayList<Period>();
        for (var day = today.minusDays(OLDEST_DAYS); !day.isAfter(today); day = day.plusDays(1)) {
            var until = policy.lastDay(method, day);
            if (until.isPresent()) {
                add(periods, day, until.get());
            }
        }
        return periods;
    }

    private static void add(List<Period> periods, LocalDate day, LocalDate until) {
        var last = periods.isEmpty()
                ? Optional.<Period>empty()
                : periods.get(periods.size() - 1).with(day, until);
        if (last.isPresent()) {
            periods.set(periods.size() - 1, last.get());
        } else {
            var days = (int) ChronoUnit.DAYS.between(day, until);
            periods.add(new Period(day, day, Optional.of(days), Optional.of(until)));
        }
    }

    /**
     * Checks of some days.
     *
     * @param days the same distance to the last day of reuse for all of them
     * @param until the same last day for all of them
     */
    private record Period(LocalDate first, LocalDate last, Optional<Integer> days, Optional<LocalDate> until) {

        /** Longer by a day if the rule is the same. */
        Optional<Period> with(LocalDate day, LocalDate end) {
            if (!last.plusDays(1).equals(day)) {
                return Optional.empty();
            }
            var distance = days.filter(number -> day.plusDays(number).equals(end));
            var fixed = until.filter(end::equals);
            return distance.isPresent() || fixed.isPresent()
                    ? Optional.of(new Period(first, day, distance, fixed))
                    : Optional.empty();
        }

        JsonObject row(ValidationMethod method, int policy) {
            return new JsonObject()
                    .put("method", method.name())
                    .put("below", method.coversNamesBelow())
                    .put("policy", policy)
                    .put("first", first.toString())
                    .put("last", last.toString())
                    .put("days", days.orElse(null))
                    .put("until", until.map(LocalDate::toString).orElse(null));
        }
    }
}
