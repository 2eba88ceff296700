package eu.parvis.account;

import eu.parvis.http.Input;
import eu.parvis.http.TypedTwice;

/** Reads a new password and its confirmation. */
public final class PasswordInput {

    private PasswordInput() {}

    public static PasswordChoice choice(Input input) {
        return TypedTwice.secret(input, "password", PasswordChoice::new);
    }
}
