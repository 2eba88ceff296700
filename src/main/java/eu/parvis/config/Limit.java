package eu.parvis.config;

import java.time.Duration;
import java.util.function.ToIntFunction;

/**
 * How often something may be done within a period. Declared by the capability that does it.
 *
 * @param name each limit is counted by itself, under its name
 */
public record Limit(String name, Duration period, ToIntFunction<Configuration> most) {

    /** As often as the setting {@code limits.<name>} says. */
    public static Limit of(String name, Duration period) {
        return new Limit(name, period, configuration -> configuration.limit(name));
    }

    /** Counted by itself, as often as this one. */
    public Limit alike(String otherName) {
        return new Limit(otherName, period, most);
    }

    public int most(Configuration configuration) {
        return most.applyAsInt(configuration);
    }
}
