package eu.parvis.signin.password;

import eu.parvis.account.Account;
import eu.parvis.account.Login;
import eu.parvis.bus.Address;
import eu.parvis.bus.Bus;
import eu.parvis.bus.Failure;
import eu.parvis.bus.FieldError;
import eu.parvis.bus.Message;
import eu.parvis.bus.MessageName;
import eu.parvis.crypto.Secret;
import eu.parvis.session.OpenedSession;
import eu.parvis.session.SessionApi;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.UUID;

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
     * Verifies the password of a signed-in person; counted as an attempt like a sign-in. The session then has a fresh
     * proof. {@code UNAUTHENTICATED signin.refused}, {@code RATE_LIMITED signin.throttled}.
     */
    public static final Address<Confirm, ConfirmedPassword> CONFIRM =
            Address.local("signin.confirm", Confirm.class, ConfirmedPassword.class);

    private SigninApi() {}

    /**
     * Confirms a password, and turns a refusal into {@code INVALID error.password.wrong} at this field.
     *
     * @return the verified hash, as in {@link ConfirmedPassword}
     */
    public static Future<String> confirm(Bus bus, Confirm command, String field) {
        return bus.request(CONFIRM, command)
                .map(ConfirmedPassword::phc)
                .recover(cause -> Future.failedFuture(isRefusal(cause) ? wrongPassword(field) : cause));
    }

    private static boolean isRefusal(Throwable cause) {
        return cause instanceof Failure failure && failure.kind() == Failure.Kind.UNAUTHENTICATED;
    }

    /** The typed password is not the current one, or is no longer. */
    public static Failure wrongPassword(String field) {
        return Failure.invalid(FieldError.of(field, "error.password.wrong"));
    }

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
     * @param session in which the person enters it
     * @param mark of the browser or program, {@link SignedIn#mark}
     */
    @MessageName("signin.confirm")
    public record Confirm(UUID session, Login login, Secret password, Optional<Secret> mark, String address)
            implements Message {}

    /**
     * The password is correct.
     *
     * @param phc the verified hash; pass it to {@code AccountStore.lockPassword} in the transaction that relies on it
     */
    @MessageName("signin.confirmed")
    public record ConfirmedPassword(String phc) implements Message {}
}
