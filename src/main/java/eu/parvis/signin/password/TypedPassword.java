package eu.parvis.signin.password;

import eu.parvis.account.Login;
import eu.parvis.audit.Event;
import eu.parvis.crypto.Secret;
import io.vertx.ext.auth.authentication.UsernamePasswordCredentials;
import java.util.Optional;

/** The login and password typed at sign-in, and the device mark of the browser. */
final class TypedPassword extends UsernamePasswordCredentials {

    private final Login login;
    private final Secret password;
    private final Optional<Secret> mark;
    private final String address;
    private final Event event;

    TypedPassword(SigninApi.SignIn command) {
        this(command.login(), command.password(), command.mark(), command.address(), SigninEvent.SIGN_IN);
    }

    TypedPassword(SigninApi.Confirm command) {
        this(command.login(), command.password(), command.mark(), command.address(), SigninEvent.REAUTHENTICATION);
    }

    private TypedPassword(Login login, Secret password, Optional<Secret> mark, String address, Event event) {
        super(login.key(), password.text());
        this.login = login;
        this.password = password;
        this.mark = mark;
        this.address = address;
        this.event = event;
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

    /** Whether the person is signed in; they know already that the account exists. */
    boolean confirms() {
        return event == SigninEvent.REAUTHENTICATION;
    }

    /** The journal event of a failed attempt. */
    Event event() {
        return event;
    }

    @Override
    public String toString() {
        return "TypedPassword[***]";
    }
}
