package eu.parvis.terms;

import java.time.Instant;
import java.util.Optional;

/**
 * A version that a person has not accepted yet.
 *
 * @param version the current one
 * @param accepted the earlier one that the person accepted last
 * @param deadline from then on nothing is possible before the acceptance
 * @param required whether the deadline has passed
 */
public record TermsDue(String version, Optional<String> accepted, Instant deadline, boolean required) {}
