package eu.parvis.catalogue;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;

/** A number of days that changes with time. Empty: no limit at any day. */
public record DatedDays(List<Step> steps) {

    /** The number from this day on. */
    public record Step(LocalDate from, int days) {}

    /** Later than every day that a rule can give. */
    private static final LocalDate NEVER = LocalDate.of(9999, 12, 31);

    public static final DatedDays UNLIMITED = new DatedDays(List.of());

    public DatedDays {
        steps = steps.stream().sorted(Comparator.comparing(Step::from)).toList();
    }

    /** The number that applies on this day; empty before the first. */
    public OptionalInt on(LocalDate day) {
        return steps.stream()
                .filter(step -> !step.from().isAfter(day))
                .mapToInt(Step::days)
                .reduce((older, newer) -> newer);
    }

    /**
     * The last day on which something of the given day is not older than the number of that day allows. The number may
     * change in between: what is 150 days old can be young enough today and too old tomorrow.
     */
    public LocalDate lastDay(LocalDate begun) {
        for (var i = 0; i < steps.size(); i++) {
            var end = i + 1 < steps.size() ? steps.get(i + 1).from().minusDays(1) : NEVER;
            var limit = begun.plusDays(steps.get(i).days());
            if (!end.isBefore(begun) && limit.isBefore(end)) {
                var before = steps.get(i).from().minusDays(1);
                return limit.isBefore(before) ? before : limit;
            }
        }
        return NEVER;
    }
}
