package eu.parvis.session;

import java.time.Instant;

/** A session with a new token, as the API shows it. The token before is dead. */
public record RotatedSession(String token, SessionApi.Kind state, long idleSeconds, Instant expiresAt) {

    public static RotatedSession of(OpenedSession opened) {
        return new RotatedSession(
                opened.token().text(), opened.kind(), opened.idle().toSeconds(), opened.expiresAt());
    }
}
