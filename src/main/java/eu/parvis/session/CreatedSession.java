package eu.parvis.session;

import eu.parvis.crypto.Secret;
import java.time.Instant;

/** The answer of the API to a sign-in, as described in {@code openapi.yaml}. */
public record CreatedSession(
        String token, SessionApi.Kind state, long idleSeconds, Instant expiresAt, String deviceToken) {

    public static CreatedSession of(OpenedSession session, Secret deviceToken) {
        return new CreatedSession(
                session.token().text(),
                session.kind(),
                session.idle().toSeconds(),
                session.expiresAt(),
                deviceToken.text());
    }
}
