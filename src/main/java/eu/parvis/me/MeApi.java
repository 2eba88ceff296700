package eu.parvis.me;

import eu.parvis.account.PasswordChoice;
import eu.parvis.bus.Address;
import eu.parvis.bus.Message;
import eu.parvis.bus.MessageName;
import eu.parvis.crypto.Secret;
import eu.parvis.crypto.Shown;
import eu.parvis.session.OpenedSession;
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
    public record Overview(Instant passwordChangedAt, Optional<Instant> challengesSince) implements Message {}

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

    /** The session has a new token. */
    @MessageName("me.changed-password")
    public record ChangedPassword(OpenedSession session) implements Message {}
}
