package eu.parvis.signin.terms;

import eu.parvis.bus.Address;
import eu.parvis.bus.Message;
import eu.parvis.bus.MessageName;
import eu.parvis.crypto.Secret;
import eu.parvis.session.OpenedSession;
import eu.parvis.terms.Acceptance;
import java.util.UUID;

/** Accepting and refusing the terms of use. */
public final class AcceptanceApi {

    /**
     * Accepts the current version; the session gets a new token, the same one for calls that run at once. Accepted again, the first acceptance counts. {@code
     * CONFLICT terms.outdated} if the named text is not one of the current version.
     */
    public static final Address<Accept, Accepted> ACCEPT =
            Address.of("acceptance.accept", Accept.class, Accepted.class);

    /** Records that the person refuses the current version. */
    public static final Address<Refuse, Message.Done> REFUSE =
            Address.of("acceptance.refuse", Refuse.class, Message.Done.class);

    private AcceptanceApi() {}

    /**
     * A person accepts a version.
     *
     * @param token of the session
     * @param sha256 of the text that the person has read
     * @param address network address of the visitor
     */
    @MessageName("acceptance.accept")
    public record Accept(UUID account, UUID session, Secret token, String version, String sha256, String address)
            implements Message {}

    /** The acceptance, and the session with its new token. */
    @MessageName("acceptance.accepted")
    public record Accepted(Acceptance acceptance, OpenedSession session) implements Message {}

    @MessageName("acceptance.refuse")
    public record Refuse(UUID account, String version, String address) implements Message {}
}
