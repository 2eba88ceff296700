package eu.parvis.work;

import java.time.Instant;
import java.util.UUID;

/**
 * A claimed row of the table {@code work}.
 *
 * @param subject the row that the job is about
 * @param attempts this one included
 * @param leaseUntil only the holder of this lease may write the outcome
 */
public record Job(String kind, UUID subject, int attempts, Instant leaseUntil, Instant addedAt) {}
