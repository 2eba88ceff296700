package eu.parvis.session;

import eu.parvis.bus.Address;
import eu.parvis.bus.Message;
import eu.parvis.bus.MessageName;
import eu.parvis.crypto.Secret;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Reads and ends sessions. Sessions are opened by {@link SessionStore}, inside the caller's transaction. */
public final class SessionApi {

    /** Finds the session of a token. If there is none, the answer contains the reason; that is not a failure. */
    public static final Address<Resolve, ResolvedSession> RESOLVE =
            Address.of("session.resolve", Resolve.class, ResolvedSession.class).asQuestion();

    /** Ends a session. Succeeds also if it has already ended. */
    public static final Address<End, Message.Done> END = Address.of("session.end", End.class, Message.Done.class);

    /** Changes the current organisation. Fails with {@code NOT_FOUND} if the person is not a member of it. */
    public static final Address<SwitchOrganisation, Message.Done> SWITCH_ORGANISATION =
            Address.of("session.switch-organisation", SwitchOrganisation.class, Message.Done.class);

    private SessionApi() {}

    public enum Kind {
        /** Gives access to the activation wizard only. */
        ACTIVATION,
        OPEN
    }

    public enum Channel {
        BROWSER,
        API
    }

    public enum Ending {
        /** Thirty minutes without activity (CS-24). */
        IDLE,
        /** The maximum lifetime is over. */
        AGED,
        /** Unknown, or for a reason that is not stored. */
        ENDED,
        SIGNED_OUT,
        /** The password of the account was changed. */
        PASSWORD_CHANGED,
        /** The account was activated in another session. */
        ACTIVATED,
        /** The invitation was sent again with another temporary password. */
        INVITED_AGAIN,
        /** An administrator ended the person's access to their last organisation. */
        DEACTIVATED,
        /** The person left their last organisation. */
        LEFT
    }

    /**
     * Asks for the identity of a token's session.
     *
     * @param counts whether the request is an act of the person and extends the session
     */
    @MessageName("session.resolve")
    public record Resolve(Secret token, boolean counts) implements Message {}

    /**
     * Contains either an identity or the reason why there is none.
     *
     * @param ending for nodes of an older version, which know {@code IDLE}, {@code AGED} and {@code ENDED} only
     * @param late the person whose session ended by time; they are not signed in
     * @param reason why the session ended
     */
    @MessageName("session.resolved")
    public record ResolvedSession(
            Optional<Identity> identity, Optional<Ending> ending, Optional<Identity> late, Optional<Ending> reason)
            implements Message {

        private static final Set<Ending> FIRST = EnumSet.of(Ending.IDLE, Ending.AGED, Ending.ENDED);

        static ResolvedSession to(Identity identity) {
            return new ResolvedSession(Optional.of(identity), Optional.empty(), Optional.empty(), Optional.empty());
        }

        static ResolvedSession to(Ending reason) {
            return to(reason, Optional.empty());
        }

        static ResolvedSession to(Ending reason, Identity late) {
            return to(reason, Optional.of(late));
        }

        private static ResolvedSession to(Ending reason, Optional<Identity> late) {
            var ending = FIRST.contains(reason) ? reason : Ending.ENDED;
            return new ResolvedSession(Optional.empty(), Optional.of(ending), late, Optional.of(reason));
        }

        /** Only the ending comes from a node of an older version. */
        Ending why() {
            return reason.or(() -> ending).orElse(Ending.ENDED);
        }
    }

    /**
     * Sent when the person signs out.
     *
     * @param address network address of the visitor
     */
    @MessageName("session.end")
    public record End(UUID session, String address) implements Message {}

    @MessageName("session.switch-organisation")
    public record SwitchOrganisation(UUID session, UUID account, UUID organisation, String address)
            implements Message {}
}
