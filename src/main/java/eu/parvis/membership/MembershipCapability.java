package eu.parvis.membership;

import eu.parvis.capability.Capability;
import eu.parvis.capability.Capability.Passwords;
import eu.parvis.session.SessionGuard;

/** Declares this package to the node. */
public final class MembershipCapability {

    public static final Capability DESCRIPTOR = Capability.of("membership")
            .settings(MembershipSettings.GROUP)
            .verticle(MembershipVerticle::new)
            .passwords(Passwords.HASHED)
            .routes(site -> new UserApiRoutes(site, new SessionGuard(site)))
            .routes(site -> new InvitationRoutes(site, new SessionGuard(site)));

    private MembershipCapability() {}
}
