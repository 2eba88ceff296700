package eu.parvis.config;

import java.time.Duration;
import java.util.function.ToIntFunction;

/**
 * How often a visitor may do something within a period. Declared by the capability that does it.
 *
 * @param name acts are counted separately for each name
 */
public record Limit(String name, Duration period, ToIntFunction<Configuration> most) {

    /** A limit with the number of the setting {@code limits.<name>}. */
    public static Limit of(String name, Duration period) {
        return new Limit(name, period, configuration -> configuration.limit(name));
    }

    /** Another limit that is counted separately and has the same number. */
    public Limit alike(String otherName) {
        return new Limit(otherName, period, most);
    }

    public int most(Configuration configuration) {
        return most.applyAsInt(configuration);
    }
}
