package eu.parvis.signin.password;

import eu.parvis.account.Account;
import eu.parvis.account.Login;
import eu.parvis.bus.Address;
import eu.parvis.bus.Message;
import eu.parvis.bus.MessageName;
import eu.parvis.crypto.Secret;
import eu.parvis.session.OpenedSession;
import eu.parvis.session.SessionApi;
import java.util.Optional;

/** Signing in with a password. */
public final class SigninApi {

    /**
     * {@code UNAUTHENTICATED signin.refused} for an unknown login, a wrong password, an expired temporary one and a
     * temporary one with an e-mail address instead of the identifier;
     * {@code RATE_LIMITED signin.throttled}. Local: passwords never leave the node.
     */
    public static final Address<SignIn, SignedIn> SIGN_IN =
            Address.local("signin.sign-in", SignIn.class, SignedIn.class);

    /**
     * Verifies the password of a signed-in person; counted as an attempt like a sign-in. {@code UNAUTHENTICATED
     * signin.refused}, {@code RATE_LIMITED signin.throttled}.
     */
    public static final Address<Confirm, ConfirmedPassword> CONFIRM =
            Address.local("signin.confirm", Confirm.class, ConfirmedPassword.class);

    private SigninApi() {}

    /**
     * A sign-in attempt.
     *
     * @param userAgent the User-Agent header
     * @param mark of the browser or program, {@link SignedIn#mark}
     * @param before token of a session that the new one replaces
     * @param address network address of the visitor
     */
    @MessageName("signin.sign-in")
    public record SignIn(
            Login login,
            Secret password,
            SessionApi.Channel channel,
            Optional<String> userAgent,
            Optional<Secret> mark,
            Optional<Secret> before,
            String address)
            implements Message {}

    /**
     * A successful sign-in.
     *
     * @param mark device mark for the browser, device token for the program, to send at the next sign-in; with it,
     *     failed attempts of strangers cannot lock the owner out
     */
    @MessageName("signin.signed-in")
    public record SignedIn(OpenedSession session, Account account, Optional<Secret> mark) implements Message {}

    /**
     * A signed-in person enters the password again.
     *
     * @param mark of the browser or program, {@link SignedIn#mark}
     */
    @MessageName("signin.confirm")
    public record Confirm(Login login, Secret password, Optional<Secret> mark, String address) implements Message {}

    /**
     * The password is correct.
     *
     * @param phc the verified hash; pass it to {@code AccountStore.lockPassword} in the transaction that relies on it
     */
    @MessageName("signin.confirmed")
    public record ConfirmedPassword(String phc) implements Message {}
}
