package eu.parvis.me;

import eu.parvis.account.PasswordChoice;
import eu.parvis.bus.Address;
import eu.parvis.bus.Message;
import eu.parvis.bus.MessageName;
import eu.parvis.crypto.Secret;
import eu.parvis.crypto.Shown;
import eu.parvis.session.OpenedSession;
import eu.parvis.values.EmailAddress;
import eu.parvis.values.Language;
import eu.parvis.values.Person;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** What a signed-in person reads and changes of their own account. */
public final class MeApi {

    /** What the session does not know of the account. */
    public static final Address<AskOverview, Overview> OVERVIEW =
            Address.of("me.overview", AskOverview.class, Overview.class).asQuestion();

    /**
     * Changes names, telephone number and language; without a difference nothing happens. {@code PRECONDITION_FAILED
     * problem.changed} if the profile is not as {@code shown}.
     */
    public static final Address<ChangeProfile, Message.Done> CHANGE_PROFILE =
            Address.of("me.change-profile", ChangeProfile.class, Message.Done.class);

    /**
     * Changes the password. {@code INVALID error.password.wrong} at {@code currentPassword}; {@code INVALID} at {@code
     * password}, also for the present one; {@code RATE_LIMITED signin.throttled}. Local: passwords never leave the node.
     */
    public static final Address<ChangePassword, ChangedPassword> CHANGE_PASSWORD =
            Address.local("me.change-password", ChangePassword.class, ChangedPassword.class);

    /**
     * Mails a link to the new address, in the place of a change that is pending. {@code INVALID error.email.same},
     * {@code RATE_LIMITED me.email.tooOften}.
     */
    public static final Address<AskEmail, Message.Done> ASK_EMAIL =
            Address.of("me.ask-email", AskEmail.class, Message.Done.class);

    /** Mails another link to the new address. {@code NOT_FOUND}, {@code RATE_LIMITED me.email.tooOften}. */
    public static final Address<SendEmailAgain, Message.Done> SEND_EMAIL_AGAIN =
            Address.of("me.send-email-again", SendEmailAgain.class, Message.Done.class);

    public static final Address<CancelEmail, Message.Done> CANCEL_EMAIL =
            Address.of("me.cancel-email", CancelEmail.class, Message.Done.class);

    /** Looks at a mailed link without using it. {@code EXPIRED me.email.over}. */
    public static final Address<LookAtLink, LinkTarget> LOOK_AT_LINK =
            Address.of("me.look-at-link", LookAtLink.class, LinkTarget.class).asQuestion();

    /** Uses a mailed link. {@code EXPIRED me.email.over}; {@code CONFLICT me.email.taken}, and nothing has changed. */
    public static final Address<UseLink, Message.Done> USE_LINK =
            Address.of("me.use-link", UseLink.class, Message.Done.class);

    private MeApi() {}

    /**
     * Who acts, and where.
     *
     * @param address network address, for the journal
     */
    public record By(UUID account, UUID session, String address) {}

    @MessageName("me.ask-overview")
    public record AskOverview(UUID account) implements Message {}

    /**
     * Facts of an account.
     *
     * @param challengesSince when the security questions were given; empty if they were not
     */
    @MessageName("me.overview")
    public record Overview(
            Instant passwordChangedAt, Optional<Instant> challengesSince, Optional<PendingEmail> pendingEmail)
            implements Message {}

    /**
     * An e-mail address that is not confirmed yet.
     *
     * @param mailedAt when a link was last mailed to it
     * @param expiresAt when that link expires
     */
    public record PendingEmail(EmailAddress email, Instant askedAt, Instant mailedAt, Instant expiresAt) {}

    /**
     * Changes the profile.
     *
     * @param person whose e-mail address is ignored: it changes by a confirmed link only
     * @param shown what the page has shown of the profile
     */
    @MessageName("me.change-profile")
    public record ChangeProfile(By by, Person person, Language language, Optional<Shown> shown) implements Message {}

    /**
     * Changes the password.
     *
     * @param endOthers whether the other sessions of the account end
     * @param mark of the browser or program, as at sign-in
     */
    @MessageName("me.change-password")
    public record ChangePassword(
            By by, Secret currentPassword, PasswordChoice choice, boolean endOthers, Optional<Secret> mark)
            implements Message {}

    @MessageName("me.ask-email")
    public record AskEmail(By by, EmailAddress email) implements Message {}

    @MessageName("me.send-email-again")
    public record SendEmailAgain(By by) implements Message {}

    @MessageName("me.cancel-email")
    public record CancelEmail(By by) implements Message {}

    /** Takes {@code undo}: whether the link was mailed to the former address. */
    @MessageName("me.look-at-link")
    public record LookAtLink(Secret token, boolean undo) implements Message {}

    /** The account of a link, and the address that it will have. */
    @MessageName("me.link-target")
    public record LinkTarget(String identifier, String email) implements Message {}

    /**
     * Uses a mailed link.
     *
     * @param undo as in {@link LookAtLink}
     * @param address network address, for the journal
     */
    @MessageName("me.use-link")
    public record UseLink(Secret token, boolean undo, String address) implements Message {}

    /** The session has a new token. */
    @MessageName("me.changed-password")
    public record ChangedPassword(OpenedSession session) implements Message {}
}
