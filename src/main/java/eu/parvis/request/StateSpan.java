package eu.parvis.request;

import java.time.Instant;
import java.util.Optional;

/**
 * A state that a request has or had.
 *
 * @param until empty for the present state
 */
public record StateSpan(RequestState state, Instant since, Optional<Instant> until) {}
