package eu.parvis.db;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The columns of a record that more than one statement reads or writes. In an INSERT they come last, so that a new column
 * moves no other parameter.
 */
public final class Columns {

    private final List<String> names;

    public Columns(String... names) {
        this.names = List.of(names);
    }

    /**
     * Formats each column by the pattern, such as {@code account.%s} or {@code %1$s = EXCLUDED.%1$s}, separated by
     * commas.
     */
    public String each(String pattern) {
        return names.stream().map(name -> pattern.formatted(name)).collect(Collectors.joining(", "));
    }

    /** A placeholder for each column, such as {@code $5, $6, $7}. */
    public String parameters(int first) {
        return IntStream.range(first, first + names.size())
                .mapToObj(number -> "$" + number)
                .collect(Collectors.joining(", "));
    }

    /** Comma-separated names. */
    @Override
    public String toString() {
        return String.join(", ", names);
    }

    /** The parameters of these columns. {@link Sql#run} takes them as one argument. */
    public Values values(Object... values) {
        return new Values(Arrays.asList(values));
    }

    /** A null for each column. */
    public Values noValues() {
        return values(new Object[names.size()]);
    }

    /** One parameter for each column. */
    public record Values(List<Object> values) {}
}
