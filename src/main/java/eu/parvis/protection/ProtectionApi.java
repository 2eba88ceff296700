package eu.parvis.protection;

import eu.parvis.bus.Address;
import eu.parvis.bus.Message;
import eu.parvis.bus.MessageName;
import eu.parvis.crypto.Secret;
import java.util.UUID;

/**
 * Locks an account: ends its sessions, voids its password, its known devices and its mailed links, warns the other
 * administrators of its organisations, and mails the owner a link to a new password.
 */
public final class ProtectionApi {

    /** Looks at a link without using it. {@code EXPIRED protection.expired}, {@code EXPIRED protection.used}. */
    public static final Address<Link, LinkHolder> LINK =
            Address.of("protection.link", Link.class, LinkHolder.class).asQuestion();

    /** Uses the link. {@code EXPIRED protection.expired}, {@code EXPIRED protection.used}. */
    public static final Address<LockByLink, Message.Done> LOCK_BY_LINK =
            Address.of("protection.lock-by-link", LockByLink.class, Message.Done.class);

    /** Locks the account of a signed-in person. */
    public static final Address<LockOwn, Message.Done> LOCK_OWN =
            Address.of("protection.lock-own", LockOwn.class, Message.Done.class);

    private ProtectionApi() {}

    @MessageName("protection.link")
    public record Link(Secret token) implements Message {}

    /** The masked address of the account that a link locks. */
    @MessageName("protection.link-holder")
    public record LinkHolder(String email) implements Message {}

    @MessageName("protection.lock-by-link")
    public record LockByLink(Secret token, String address) implements Message {}

    @MessageName("protection.lock-own")
    public record LockOwn(UUID account, String address) implements Message {}
}
