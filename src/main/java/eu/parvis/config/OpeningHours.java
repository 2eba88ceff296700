package eu.parvis.config;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The opening hours of the support. Each line has the form {@code MONDAY-THURSDAY 09:00-12:30 13:30-18:00}. */
public final class OpeningHours {

    /** A part of a day in which the support is open. */
    public record Stretch(LocalTime from, LocalTime to) {}

    /** Days with the same stretches, as the configuration lists them. */
    public record Line(DayOfWeek from, DayOfWeek to, List<Stretch> stretches) {}

    /**
     * Whether the support is open.
     *
     * @param change when it closes if it is open, else when it opens; empty if it never opens
     */
    public record State(boolean open, Optional<ZonedDateTime> change) {}

    private static final Pattern LINE = Pattern.compile("[A-Za-z]+(?:-[A-Za-z]+)?(?:\\s+\\d\\d:\\d\\d-\\d\\d:\\d\\d)+");

    private final ZoneId zone;
    private final List<Line> lines;
    private final Map<DayOfWeek, List<Stretch>> days = new EnumMap<>(DayOfWeek.class);

    public OpeningHours(ZoneId zone, List<String> lines) {
        this.zone = zone;
        this.lines = lines.stream().map(OpeningHours::line).toList();
        this.lines.forEach(line -> daysOf(line).forEach(day -> days.put(day, line.stretches())));
    }

    public List<Line> lines() {
        return lines;
    }

    public State at(Instant instant) {
        var now = instant.atZone(zone);
        for (var ahead = 0; ahead <= 7; ahead++) {
            var date = now.toLocalDate().plusDays(ahead);
            for (var stretch : days.getOrDefault(date.getDayOfWeek(), List.of())) {
                var opens = date.atTime(stretch.from()).atZone(zone);
                var closes = date.atTime(stretch.to()).atZone(zone);
                if (now.isBefore(opens)) {
                    return new State(false, Optional.of(opens));
                }
                if (now.isBefore(closes)) {
                    return new State(true, Optional.of(closes));
                }
            }
        }
        return new State(false, Optional.empty());
    }

    /**
     * Parses one line.
     *
     * @throws IllegalArgumentException or {@link java.time.DateTimeException} if it is malformed or its stretches are
     *     not in order
     */
    static Line line(String text) {
        if (!LINE.matcher(text.strip()).matches()) {
            throw new IllegalArgumentException(text);
        }
        var parts = text.strip().split("\\s+", -1);
        var range = parts[0].toUpperCase(Locale.ROOT).split("-", -1);
        var stretches = Arrays.stream(parts).skip(1).map(OpeningHours::stretch).toList();
        requireOrder(stretches);
        return new Line(DayOfWeek.valueOf(range[0]), DayOfWeek.valueOf(range[range.length - 1]), stretches);
    }

    private static Stretch stretch(String text) {
        var ends = text.split("-", -1);
        return new Stretch(LocalTime.parse(ends[0]), LocalTime.parse(ends[1]));
    }

    private static void requireOrder(List<Stretch> stretches) {
        var before = LocalTime.MIN;
        for (var stretch : stretches) {
            if (stretch.from().isBefore(before) || !stretch.from().isBefore(stretch.to())) {
                throw new IllegalArgumentException(stretch.toString());
            }
            before = stretch.to();
        }
    }

    private static List<DayOfWeek> daysOf(Line line) {
        var days = new ArrayList<DayOfWeek>();
        var day = line.from();
        days.add(day);
        while (day != line.to()) {
            day = day.plus(1);
            days.add(day);
        }
        return days;
    }
}
