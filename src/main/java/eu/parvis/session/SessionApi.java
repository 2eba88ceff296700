package eu.parvis.session;

import eu.parvis.bus.Address;
import eu.parvis.bus.Message;
import eu.parvis.bus.MessageName;
import eu.parvis.crypto.Secret;
import java.util.Optional;
import java.util.UUID;

/** Reading and ending sessions. They begin inside the transaction that has a reason to, by {@link SessionStore}. */
public final class SessionApi {

    /** Never fails for want of a session: the answer says that there is none, and why. */
    public static final Address<Resolve, Resolved> RESOLVE =
            Address.of("session.resolve", Resolve.class, Resolved.class);

    /** Ending what has ended already is no failure. */
    public static final Address<End, Message.Done> END = Address.of("session.end", End.class, Message.Done.class);

    /** {@code NOT_FOUND} where the person does not belong to that organisation. */
    public static final Address<SwitchOrganisation, Message.Done> SWITCH_ORGANISATION =
            Address.of("session.switch-organisation", SwitchOrganisation.class, Message.Done.class);

    private SessionApi() {}

    public enum Kind {
        /** Confined to the activation wizard. */
        ACTIVATION,
        OPEN
    }

    public enum Channel {
        BROWSER,
        API
    }

    public enum Ending {
        /** Half an hour without any act of the person (CS-24). */
        IDLE,
        /** However active: its longest life is over. */
        AGED,
        /** Signed out, or ended by a new password, or never there. */
        ENDED
    }

    /**
     * Who is behind a token?
     *
     * @param counts an act of the person, which keeps the session alive
     */
    @MessageName("session.resolve")
    public record Resolve(Secret token, boolean counts) implements Message {}

    /** Either an identity, or why there is none. */
    @MessageName("session.resolved")
    public record Resolved(Optional<Identity> identity, Optional<Ending> ending) implements Message {

        static Resolved to(Identity identity) {
            return new Resolved(Optional.of(identity), Optional.empty());
        }

        static Resolved to(Ending ending) {
            return new Resolved(Optional.empty(), Optional.of(ending));
        }
    }

    /**
     * By the person themselves.
     *
     * @param address network address of the visitor
     */
    @MessageName("session.end")
    public record End(UUID session, String address) implements Message {}

    @MessageName("session.switch-organisation")
    public record SwitchOrganisation(UUID session, UUID account, UUID organisation, String address)
            implements Message {}
}
