package eu.parvis.catalogue;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;

/** A number of days that changes with time. Empty: no limit at any day. */
public record DatedDays(List<Step> steps) {

    /** The number from this day on. */
    public record Step(LocalDate from, int days) {}

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
}
