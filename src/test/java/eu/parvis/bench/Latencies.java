package eu.parvis.bench;

import java.util.Arrays;
import java.util.Locale;

/** Durations in nanoseconds. */
final class Latencies {

    private long[] values = new long[1024];
    private int count;

    void add(long nanos) {
        if (count == values.length) {
            values = Arrays.copyOf(values, 2 * count);
        }
        values[count++] = nanos;
    }

    int count() {
        return count;
    }

    /** In milliseconds; 0 without any. */
    double quantile(double share) {
        var sorted = Arrays.copyOf(values, count);
        Arrays.sort(sorted);
        return count == 0 ? 0 : sorted[(int) Math.min(count - 1, Math.round(share * count))] / 1e6;
    }

    String summary() {
        return String.format(
                Locale.ROOT, "%d(p50=%.1fms,p99=%.1fms,max=%.1fms)", count, quantile(0.5), quantile(0.99), quantile(1));
    }
}
