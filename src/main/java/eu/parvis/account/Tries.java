package eu.parvis.account;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The wrong tries of one subject within a day, and how long a network has to wait for the next one. {@link
 * AttemptStore} applies the same rules in SQL.
 */
record Tries(List<Try> all, TryLimits limits) {

    record Try(Instant at, long network) {}

    /**
     * The limits of one subject.
     *
     * @param brief tries in fifteen minutes
     * @param day tries in a day; after them, one in fifteen minutes
     * @param briefHere the share of {@code brief} that one network may use
     * @param dayHere the share of {@code day} that one network may use
     */
    record TryLimits(int brief, int day, int briefHere, int dayHere) {

        static final Duration BRIEF = Duration.ofMinutes(15);
        static final Duration DAY = Duration.ofDays(1);
    }

    /** Zero if this network may try now. Never longer than fifteen minutes. */
    Duration wait(long network, Instant now) {
        var here = all.stream().filter(each -> each.network() == network).toList();
        var counted = all.stream()
                .filter(each -> each.at().isAfter(now.minus(TryLimits.DAY)))
                .collect(Collectors.groupingBy(Try::network, Collectors.counting()));
        var free = Stream.of(
                        freeAt(recent(all, now), room(limits.brief(), total(counted), limits.day()), now),
                        freeAt(
                                recent(here, now),
                                room(limits.briefHere(), counted.getOrDefault(network, 0L), limits.dayHere()),
                                now))
                .max(Instant::compareTo)
                .orElse(now);
        return Duration.between(now, free);
    }

    /** One network counts for no more than its share of the day. */
    private long total(Map<Long, Long> counted) {
        return counted.values().stream()
                .mapToLong(each -> Math.min(each, limits.dayHere()))
                .sum();
    }

    /** How many tries are allowed in fifteen minutes; after those of the day, one. */
    private static int room(int brief, long counted, int day) {
        return counted >= day ? 1 : brief;
    }

    private static Instant freeAt(List<Instant> recent, int room, Instant now) {
        return recent.size() < room ? now : recent.get(recent.size() - room).plus(TryLimits.BRIEF);
    }

    private static List<Instant> recent(List<Try> tries, Instant now) {
        return tries.stream()
                .map(Try::at)
                .filter(at -> at.isAfter(now.minus(TryLimits.BRIEF)))
                .sorted()
                .toList();
    }
}
