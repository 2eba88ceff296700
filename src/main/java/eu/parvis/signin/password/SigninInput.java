package eu.parvis.signin.password;

import eu.parvis.account.Login;
import eu.parvis.bus.Malformed;
import eu.parvis.crypto.Secret;
import eu.parvis.http.Input;
import eu.parvis.http.SecretFields;
import eu.parvis.session.Identity;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** Input common to forms and JSON bodies. */
public final class SigninInput {

    /** Longer than any valid password in any Unicode normalisation form. */
    private static final int LONGEST_PASSWORD = 1_000;

    static final SecretFields SECRETS = SecretFields.of("password");

    record TypedCredentials(Login login, Secret password) {}

    private SigninInput() {}

    static TypedCredentials credentials(Input input) {
        return new TypedCredentials(input.required("login", Login::parse), currentPassword(input, "password"));
    }

    /** The current password of a person who is signed in. */
    public static Secret currentPassword(Input input, String field) {
        return input.secret(field, "error.currentPassword.missing", SigninInput::secret);
    }

    static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new Malformed("error.choice");
        }
    }

    static Optional<String> userAgent(HttpServerRequest request) {
        return Optional.ofNullable(request.getHeader(HttpHeaders.USER_AGENT));
    }

    static long secondsLeft(Identity identity, Clock clock) {
        return Math.max(0, Duration.between(clock.instant(), identity.idleEnd()).toSeconds());
    }

    private static Secret secret(String text) {
        if (text.length() > LONGEST_PASSWORD) {
            throw new Malformed("error.text.tooLong", LONGEST_PASSWORD);
        }
        return new Secret(text).stripped();
    }
}
