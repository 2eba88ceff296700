package eu.parvis.signin;

import eu.parvis.account.Login;
import eu.parvis.crypto.Secret;
import io.vertx.ext.auth.authentication.UsernamePasswordCredentials;
import java.util.Optional;

/** What was typed at the door, and whether it was typed where somebody has signed in before. */
final class TypedPassword extends UsernamePasswordCredentials {

    private final Login login;
    private final Secret password;
    private final Optional<Secret> mark;
    private final String address;

    TypedPassword(SigninApi.SignIn command) {
        super(command.login().key(), command.password().text());
        this.login = command.login();
        this.password = command.password();
        this.mark = command.mark();
        this.address = command.address();
    }

    Login login() {
        return login;
    }

    Secret password() {
        return password;
    }

    Optional<Secret> mark() {
        return mark;
    }

    String address() {
        return address;
    }

    @Override
    public String toString() {
        return "TypedPassword[***]";
    }
}
