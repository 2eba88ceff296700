package eu.parvis.signin;

import eu.parvis.account.Account;
import eu.parvis.account.Login;
import eu.parvis.account.PasswordChoice;
import eu.parvis.bus.Address;
import eu.parvis.bus.Message;
import eu.parvis.bus.Topic;
import eu.parvis.crypto.Secret;
import eu.parvis.session.Opened;
import eu.parvis.session.SessionApi;
import eu.parvis.values.EmailAddress;
import java.util.Optional;

/** Signing in, and recovering what was lost. */
public final class SigninApi {

    /**
     * {@code UNAUTHENTICATED signin.refused} for an unknown login, a wrong password and a temporary one whose time is
     * over; {@code RATE_LIMITED signin.throttled}. Passwords stay on the caller's node.
     */
    public static final Address<SignIn, SignedIn> SIGN_IN =
            Address.local("signin.sign-in", SignIn.class, SignedIn.class);

    /**
     * Who is signed in proves the password once more; counted like a sign-in. {@code UNAUTHENTICATED signin.refused},
     * {@code RATE_LIMITED signin.throttled}.
     */
    public static final Address<Confirm, Confirmed> CONFIRM =
            Address.local("signin.confirm", Confirm.class, Confirmed.class);

    /** Never fails for want of an account (CG-64, 7.23). */
    public static final Address<RecoverIdentifier, Message.Done> RECOVER_IDENTIFIER =
            Address.of("signin.recover-identifier", RecoverIdentifier.class, Message.Done.class);

    /** Never fails for want of an account. */
    public static final Address<RecoverPassword, Message.Done> RECOVER_PASSWORD =
            Address.of("signin.recover-password", RecoverPassword.class, Message.Done.class);

    /** Another link for whoever holds an old one. {@code EXPIRED recovery.expired} where even that is too old. */
    public static final Address<RenewLink, Message.Done> RENEW_LINK =
            Address.of("signin.renew-link", RenewLink.class, Message.Done.class);

    /** Looks at a link without using it. {@code EXPIRED recovery.expired}. */
    public static final Address<Link, LinkHolder> LINK = Address.of("signin.link", Link.class, LinkHolder.class);

    /** Uses the link. {@code EXPIRED recovery.expired}; {@code INVALID} leaves the link as it is. */
    public static final Address<ChoosePassword, Message.Done> CHOOSE_PASSWORD =
            Address.local("signin.choose-password", ChoosePassword.class, Message.Done.class);

    /** A nudge: there are recoveries to work on. */
    static final Topic<RecoveryAsked> RECOVERY_ASKED = Topic.of("signin.recovery-asked", RecoveryAsked.class);

    private SigninApi() {}

    /**
     * Somebody wants in.
     *
     * @param userAgent as the device names itself
     * @param mark of a browser in which somebody has signed in before, {@link SignedIn#mark}
     * @param before token of a session that this one takes the place of
     * @param address network address of the visitor
     */
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
    public record SignedIn(Opened session, Account account, Optional<Secret> mark) implements Message {}

    /**
     * Somebody who is in proves that it is still them.
     *
     * @param mark of their browser, {@link SignedIn#mark}
     */
    public record Confirm(Login login, Secret password, Optional<Secret> mark, String address) implements Message {}

    /**
     * It is them.
     *
     * @param phc the hash that the password fits; what it is proven for asks {@code AccountStore.stillHas} in its
     *     transaction
     */
    public record Confirmed(String phc) implements Message {}

    public record RecoverIdentifier(EmailAddress email, String address) implements Message {}

    public record RecoverPassword(Login login, String address) implements Message {}

    public record RenewLink(Secret token, String address) implements Message {}

    public record Link(Secret token) implements Message {}

    /** Whose password it is about. */
    public record LinkHolder(String identifier) implements Message {}

    public record ChoosePassword(Secret token, PasswordChoice choice, String address) implements Message {}

    record RecoveryAsked() implements Message {}
}
