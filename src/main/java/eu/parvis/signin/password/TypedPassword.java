package eu.parvis.signin.password;

import eu.parvis.account.Login;
import eu.parvis.audit.Event;
import eu.parvis.crypto.Secret;
import eu.parvis.session.DeviceName;
import io.vertx.ext.auth.authentication.UsernamePasswordCredentials;
import java.util.Optional;

/** The login and password typed at sign-in, and the device mark of the browser. */
final class TypedPassword extends UsernamePasswordCredentials {

    private final Login login;
    private final Secret password;
    private final Optional<Secret> mark;
    private final String address;
    private final DeviceName device;
    private final Event event;

    TypedPassword(SigninApi.SignIn command) {
        this(
                command.login(),
                command.password(),
                command.mark(),
                command.address(),
                DeviceName.of(command.userAgent()),
                SigninEvent.SIGN_IN);
    }

    TypedPassword(SigninApi.Confirm command) {
        this(
                command.login(),
                command.password(),
                command.mark(),
                command.address(),
                DeviceName.of(Optional.empty()),
                SigninEvent.REAUTHENTICATION);
    }

    private TypedPassword(
            Login login, Secret password, Optional<Secret> mark, String address, DeviceName device, Event event) {
        super(login.key(), password.text());
        this.login = login;
        this.password = password;
        this.mark = mark;
        this.address = address;
        this.device = device;
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

    /** Empty where a signed-in person confirms the password. */
    DeviceName device() {
        return device;
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
