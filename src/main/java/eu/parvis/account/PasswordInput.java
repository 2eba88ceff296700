package eu.parvis.account;

import eu.parvis.http.Input;

/** Reads a new password and its confirmation. */
public final class PasswordInput {

    public static final String PASSWORD = "password";
    public static final String CONFIRMATION = "passwordConfirmation";

    private PasswordInput() {}

    public static PasswordChoice choice(Input input) {
        return new PasswordChoice(input.secret(PASSWORD), input.secret(CONFIRMATION));
    }
}
