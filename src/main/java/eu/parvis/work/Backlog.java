package eu.parvis.work;

import java.time.Instant;
import java.util.Optional;

/**
 * The due jobs of a kind that no node holds a lease of.
 *
 * @param due their number; NaN before the first count
 * @param oldest when the first of them became due
 */
public record Backlog(double due, Optional<Instant> oldest) {

    static final Backlog UNKNOWN = new Backlog(Double.NaN, Optional.empty());
}
