package eu.parvis.signin.password;

import eu.parvis.account.Account;
import eu.parvis.account.Login;
import eu.parvis.bus.Address;
import eu.parvis.bus.Message;
import eu.parvis.bus.MessageName;
import eu.parvis.crypto.Secret;
import eu.parvis.session.Opened;
import eu.parvis.session.SessionApi;
import java.util.Optional;

/** Signing in with a password. */
public final class SigninApi {

    /**
     * {@code UNAUTHENTICATED signin.refused} for an unknown login, a wrong password and a temporary one whose time is
     * over; {@code RATE_LIMITED signin.throttled}. PasswordAuthentication stay on the caller's node.
     */
    public static final Address<SignIn, SignedIn> SIGN_IN =
            Address.local("signin.sign-in", SignIn.class, SignedIn.class);

    /**
     * Who is signed in proves the password once more; counted like a sign-in. {@code UNAUTHENTICATED signin.refused},
     * {@code RATE_LIMITED signin.throttled}.
     */
    public static final Address<Confirm, Confirmed> CONFIRM =
            Address.local("signin.confirm", Confirm.class, Confirmed.class);

    private SigninApi() {}

    /**
     * Somebody wants in.
     *
     * @param userAgent as the device names itself
     * @param mark of a browser in which somebody has signed in before, {@link SignedIn#mark}
     * @param before token of a session that this one takes the place of
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
     * Welcome.
     *
     * @param mark for this browser to show next time, so that strangers' wrong tries cannot keep its owner out
     */
    @MessageName("signin.signed-in")
    public record SignedIn(Opened session, Account account, Optional<Secret> mark) implements Message {}

    /**
     * Somebody who is in proves that it is still them.
     *
     * @param mark of their browser, {@link SignedIn#mark}
     */
    @MessageName("signin.confirm")
    public record Confirm(Login login, Secret password, Optional<Secret> mark, String address) implements Message {}

    /**
     * It is them.
     *
     * @param phc the hash that the password fits; what it is proven for asks {@code AccountStore.stillHas} in its
     *     transaction
     */
    @MessageName("signin.confirmed")
    public record Confirmed(String phc) implements Message {}
}
