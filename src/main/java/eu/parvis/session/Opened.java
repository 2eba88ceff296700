package eu.parvis.session;

import eu.parvis.crypto.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * A session that has just begun, or begun again with more rights.
 *
 * @param token for its owner's cookie or bearer header; kept nowhere
 * @param idle how long it lasts without activity
 * @param expiresAt when it ends in any case
 */
public record Opened(Secret token, UUID session, SessionApi.Kind kind, Duration idle, Instant expiresAt) {}
