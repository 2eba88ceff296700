package eu.parvis.account;

import eu.parvis.crypto.Secret;
import eu.parvis.http.Input;

/** Reads a new password and its confirmation. */
public final class PasswordInput {

    private PasswordInput() {}

    public static PasswordChoice choice(Input input) {
        return new PasswordChoice(new Secret(input.text("password")), new Secret(input.text("passwordConfirmation")));
    }
}
