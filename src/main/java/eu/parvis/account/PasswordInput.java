package eu.parvis.account;

import eu.parvis.http.Input;
import eu.parvis.http.SecretFields;
import eu.parvis.http.TypedTwice;

/** Reads a new password and its confirmation. */
public final class PasswordInput {

    /** The two fields, for the route that takes them. */
    public static final SecretFields SECRETS = SecretFields.of("password", "passwordConfirmation");

    private PasswordInput() {}

    public static PasswordChoice choice(Input input) {
        return TypedTwice.secret(input, "password", PasswordChoice::new);
    }
}
