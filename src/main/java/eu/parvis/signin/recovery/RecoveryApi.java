package eu.parvis.signin.recovery;

import eu.parvis.account.Login;
import eu.parvis.account.PasswordChoice;
import eu.parvis.bus.Address;
import eu.parvis.bus.Message;
import eu.parvis.bus.MessageName;
import eu.parvis.bus.Topic;
import eu.parvis.crypto.Secret;
import eu.parvis.session.OpenedSession;
import eu.parvis.session.SessionApi;
import eu.parvis.values.EmailAddress;
import java.util.Optional;

/** Recovery of a forgotten identifier or password. */
public final class RecoveryApi {

    /** Succeeds whether an account exists or not (CG-64, 7.23). */
    public static final Address<RecoverIdentifier, Message.Done> RECOVER_IDENTIFIER =
            Address.of("recovery.recover-identifier", RecoverIdentifier.class, Message.Done.class);

    /** Succeeds whether an account exists or not. */
    public static final Address<RecoverPassword, Message.Done> RECOVER_PASSWORD =
            Address.of("recovery.recover-password", RecoverPassword.class, Message.Done.class);

    /** Mails a new link to the holder of an expired one. {@code EXPIRED recovery.expired} where that one is too old. */
    public static final Address<RenewLink, Message.Done> RENEW_LINK =
            Address.of("recovery.renew-link", RenewLink.class, Message.Done.class);

    /** Looks at a link without using it. {@code EXPIRED recovery.expired}. */
    public static final Address<Link, LinkHolder> LINK =
            Address.of("recovery.link", Link.class, LinkHolder.class).asQuestion();

    /** Uses the link. {@code EXPIRED recovery.expired}; {@code INVALID} leaves the link as it is. */
    public static final Address<ChoosePassword, ChosenPassword> CHOOSE_PASSWORD =
            Address.local("recovery.choose-password", ChoosePassword.class, ChosenPassword.class);

    /** Mails a link that opens a session. Succeeds whether an account exists or not. */
    public static final Address<AskSignInLink, Message.Done> ASK_SIGN_IN_LINK =
            Address.of("recovery.ask-sign-in-link", AskSignInLink.class, Message.Done.class);

    /** Looks at a link to sign in without using it. {@code EXPIRED recovery.expired}. */
    public static final Address<SignInLink, LinkHolder> SIGN_IN_LINK =
            Address.of("recovery.sign-in-link", SignInLink.class, LinkHolder.class);

    /** Uses the link to sign in. {@code EXPIRED recovery.expired}. */
    public static final Address<UseSignInLink, SignedInByLink> USE_SIGN_IN_LINK =
            Address.local("recovery.use-sign-in-link", UseSignInLink.class, SignedInByLink.class);

    /** Published when a request for recovery is due. */
    static final Topic<RecoveryAsked> RECOVERY_ASKED = Topic.of("recovery.asked", RecoveryAsked.class);

    private RecoveryApi() {}

    @MessageName("recovery.recover-identifier")
    public record RecoverIdentifier(EmailAddress email, String address) implements Message {}

    @MessageName("recovery.recover-password")
    public record RecoverPassword(Login login, String address) implements Message {}

    @MessageName("recovery.renew-link")
    public record RenewLink(Secret token, String address) implements Message {}

    @MessageName("recovery.link")
    public record Link(Secret token) implements Message {}

    /** The account whose password a link resets. */
    @MessageName("recovery.link-holder")
    public record LinkHolder(String identifier) implements Message {}

    @MessageName("recovery.choose-password")
    public record ChoosePassword(Secret token, PasswordChoice choice, String address) implements Message {}

    /**
     * The password is stored.
     *
     * @param mark device mark for the browser: wrong tries of strangers do not count there
     */
    @MessageName("recovery.chosen-password")
    public record ChosenPassword(Secret mark) implements Message {}

    @MessageName("recovery.ask-sign-in-link")
    public record AskSignInLink(Login login, String address) implements Message {}

    @MessageName("recovery.sign-in-link")
    public record SignInLink(Secret token) implements Message {}

    /**
     * Signs in with a mailed link.
     *
     * @param userAgent the User-Agent header
     * @param mark device mark of the browser
     * @param before token of a session that the new one replaces
     * @param address network address of the visitor
     */
    @MessageName("recovery.use-sign-in-link")
    public record UseSignInLink(
            Secret token,
            SessionApi.Channel channel,
            Optional<String> userAgent,
            Optional<Secret> mark,
            Optional<Secret> before,
            String address)
            implements Message {}

    /**
     * The session that a link has opened.
     *
     * @param mark device mark for the browser
     */
    @MessageName("recovery.signed-in-by-link")
    public record SignedInByLink(OpenedSession session, Secret mark) implements Message {}

    @MessageName("recovery.recovery-asked")
    record RecoveryAsked() implements Message {}
}
