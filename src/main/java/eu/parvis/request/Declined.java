package eu.parvis.request;

import java.time.Instant;
import java.util.Optional;

/** A holder does not want the certificate that somebody else ordered. */
public record Declined(Instant at, Optional<String> reason) {}
