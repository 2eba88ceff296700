package eu.parvis.mail;

import java.time.Instant;
import java.util.UUID;

/**
 * A mail without its content.
 *
 * @param reference in its subject
 * @param occasion its title is the message {@code mail.<occasion>.title}
 */
public record MailHeader(UUID id, String reference, String occasion, MailApi.State state, Instant createdAt) {}
