package eu.parvis.desk;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Bars with their axis, placed for {@code macros/chart.html}. Lengths are percentages of the drawing, heights of text are
 * pixels, so that the text keeps its size in a narrow window.
 *
 * @param end of the axis, an even number
 * @param height of the drawing in pixels
 * @param most the longest bar
 */
record Chart(List<Bar> bars, int total, int end, int half, int height, Bar most) {

    /**
     * A number with its name.
     *
     * @param mark the name on the axis of columns
     */
    record Value(String label, String mark, int number) {

        Value(String label, int number) {
            this(label, label, number);
        }
    }

    /**
     * A bar.
     *
     * @param lines its label, broken into lines
     * @param part of the length of the axis, in percent
     * @param from the rest of it
     * @param at its place: pixels from above in rows, percent from the left in columns
     * @param marked whether the axis names it
     */
    record Bar(String label, List<String> lines, int number, String part, String from, String at, boolean marked) {}

    private static final int LINE = 20;
    private static final int BAR = 32;
    private static final int AXIS = 24;
    private static final int LONGEST_LINE = 34;

    private static final int COLUMNS = 220;
    private static final double LEFT = 8;
    private static final int WEEK = 7;

    /** Rows below each other, for names. */
    static Chart rows(List<Value> values) {
        return rows(values, end(values));
    }

    /** The same with a given end of the axis, to be compared with another chart. */
    static Chart rows(List<Value> values, int end) {
        var bars = new ArrayList<Bar>();
        var y = 0;
        for (var value : values) {
            var lines = lines(value.label());
            bars.add(bar(value, lines, end, Integer.toString(y), true));
            y += lines.size() * LINE + BAR;
        }
        return of(bars, end, y + AXIS);
    }

    /** Columns side by side, for days; the last one and those whole weeks before are named. */
    static Chart columns(List<Value> values) {
        var end = end(values);
        var step = (100 - LEFT) / Math.max(1, values.size());
        var bars = new ArrayList<Bar>();
        for (var value : values) {
            var place = bars.size();
            bars.add(bar(
                    value,
                    List.of(value.mark()),
                    end,
                    percent(LEFT + place * step),
                    (values.size() - 1 - place) % WEEK == 0));
        }
        return of(bars, end, COLUMNS);
    }

    private static Chart of(List<Bar> bars, int end, int height) {
        return new Chart(
                List.copyOf(bars),
                bars.stream().mapToInt(Bar::number).sum(),
                end,
                end / 2,
                height,
                bars.isEmpty() ? null : Collections.max(bars, Comparator.comparingInt(Bar::number)));
    }

    private static Bar bar(Value value, List<String> lines, int end, String at, boolean marked) {
        var part = 100.0 * value.number() / end;
        return new Bar(value.label(), lines, value.number(), percent(part), percent(100 - part), at, marked);
    }

    private static String percent(double part) {
        return String.format(Locale.ROOT, "%.2f", part);
    }

    /** The first of 2, 4, 6, 10, 20, 40, 60, 100 and so on that is not exceeded. */
    static int end(List<Value> values) {
        var most = values.stream().mapToInt(Value::number).max().orElse(0);
        for (var unit = 1; ; unit *= 10) {
            for (var step : List.of(2, 4, 6, 10)) {
                if (most <= step * unit) {
                    return step * unit;
                }
            }
        }
    }

    private static List<String> lines(String label) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (var word : label.split(" ", -1)) {
            if (line.length() > 0 && line.length() + 1 + word.length() > LONGEST_LINE) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
