package eu.parvis.terms;

import java.time.Instant;

/**
 * A version that a person has not accepted yet.
 *
 * @param version the current one
 * @param deadline from then on nothing is possible before the acceptance
 * @param required whether the deadline has passed
 */
public record TermsDue(String version, Instant deadline, boolean required) {}
