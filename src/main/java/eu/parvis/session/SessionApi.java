package eu.parvis.session;

import eu.parvis.bus.Address;
import eu.parvis.bus.Message;
import eu.parvis.bus.MessageName;
import eu.parvis.crypto.Secret;
import eu.parvis.terms.TermsDue;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
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

    /** The open sessions of an account, the latest activity first. */
    public static final Address<ListSessions, OpenSessions> LIST =
            Address.of("session.list", ListSessions.class, OpenSessions.class).asQuestion();

    /** Ends one session of the account. Fails with {@code NOT_FOUND} for that of another account, as for none. */
    public static final Address<EndOne, Message.Done> END_ONE =
            Address.of("session.end-one", EndOne.class, Message.Done.class);

    /** Ends all other sessions of the account. */
    public static final Address<EndOthers, Message.Done> END_OTHERS =
            Address.of("session.end-others", EndOthers.class, Message.Done.class);

    private SessionApi() {}

    public enum Kind {
        /** Gives access to the activation wizard only. */
        ACTIVATION,
        OPEN,
        /** Gives access to the terms of use only, until they are accepted. Never stored, and unknown to older nodes. */
        TERMS;

        Kind with(Optional<TermsDue> due) {
            return due.filter(TermsDue::required).map(required -> TERMS).orElse(this);
        }
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
        /** The account was locked. */
        LOCKED,
        /** The person left their last organisation. */
        LEFT,
        /** The person ended it in another session. */
        ENDED_BY_OWNER,
        /** A change of the e-mail address was undone from the former address. */
        EMAIL_RESTORED,
        /** The account was deleted at the request of the person. */
        DELETED;

        /** What nodes of an older version may read in place of this ending. */
        Ending published() {
            return switch (this) {
                case ENDED_BY_OWNER, EMAIL_RESTORED, LOCKED, DELETED -> ENDED;
                default -> this;
            };
        }

        /** {@code ENDED} for a name of a newer version. */
        static Ending named(String name) {
            return Arrays.stream(values())
                    .filter(ending -> ending.name().equals(name))
                    .findFirst()
                    .orElse(ENDED);
        }
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
     * @param reason why the session ended, for nodes of an older version
     * @param cause name of the {@link Ending}, which a node of an older version need not know
     */
    @MessageName("session.resolved")
    public record ResolvedSession(
            Optional<Identity> identity,
            Optional<Ending> ending,
            Optional<Identity> late,
            Optional<Ending> reason,
            Optional<String> cause)
            implements Message {

        private static final Set<Ending> FIRST = EnumSet.of(Ending.IDLE, Ending.AGED, Ending.ENDED);

        static ResolvedSession to(Identity identity) {
            return new ResolvedSession(
                    Optional.of(identity), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        }

        static ResolvedSession to(Ending reason) {
            return to(reason, Optional.empty());
        }

        static ResolvedSession to(Ending reason, Identity late) {
            return to(reason, Optional.of(late));
        }

        private static ResolvedSession to(Ending reason, Optional<Identity> late) {
            var ending = FIRST.contains(reason) ? reason : Ending.ENDED;
            return new ResolvedSession(
                    Optional.empty(),
                    Optional.of(ending),
                    late,
                    Optional.of(reason.published()),
                    Optional.of(reason.name()));
        }

        /** A node of an older version sends no cause, or only the ending. */
        public Ending why() {
            return cause.map(Ending::named).or(() -> reason).or(() -> ending).orElse(Ending.ENDED);
        }
    }

    /**
     * Sent when the person signs out.
     *
     * @param address network address of the visitor
     */
    @MessageName("session.end")
    public record End(UUID session, String address) implements Message {}

    @MessageName("session.list-sessions")
    public record ListSessions(UUID account) implements Message {}

    @MessageName("session.open-sessions")
    public record OpenSessions(List<OpenSession> sessions) implements Message {

        public OpenSessions {
            sessions = List.copyOf(sessions);
        }
    }

    /**
     * A session as its owner sees it.
     *
     * @param device the User-Agent header
     * @param address network address from which the person signed in
     */
    public record OpenSession(
            UUID id,
            Channel channel,
            Optional<String> device,
            Optional<String> address,
            Instant createdAt,
            Instant lastActivity) {

        OpenSession activeAt(Instant at) {
            return new OpenSession(id, channel, device, address, createdAt, at);
        }
    }

    /** The owner ends a session; {@code address} is the network address of the visitor. */
    @MessageName("session.end-one")
    public record EndOne(UUID account, UUID session, String address) implements Message {}

    /** The owner ends all sessions but this one. */
    @MessageName("session.end-others")
    public record EndOthers(UUID account, UUID session, String address) implements Message {}

    @MessageName("session.switch-organisation")
    public record SwitchOrganisation(UUID session, UUID account, UUID organisation, String address)
            implements Message {}
}
