package eu.parvis.session;

import eu.parvis.crypto.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * A session that was just opened or rotated.
 *
 * @param token for the cookie or the bearer header; only its hash is stored
 * @param idle time without activity after which the session ends
 * @param expiresAt when the session ends regardless of activity
 */
public record OpenedSession(Secret token, UUID session, SessionApi.Kind kind, Duration idle, Instant expiresAt) {}
