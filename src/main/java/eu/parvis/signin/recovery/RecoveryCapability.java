package eu.parvis.signin.recovery;

import eu.parvis.capability.Capability;
import eu.parvis.capability.Capability.Passwords;
import eu.parvis.session.SessionGuard;

/** Declares this package to the node. */
public final class RecoveryCapability {

    public static final Capability DESCRIPTOR = Capability.of("recovery")
            .settings(RecoverySettings.GROUP)
            .verticle(RecoveryVerticle::new)
            .passwords(Passwords.RECEIVED, Passwords.HASHED)
            .routes(RecoveryRoutes::new)
            .routes(RecoveryApiRoutes::new)
            .routes(site -> new SignInLinkRoutes(site, new SessionGuard(site)));

    private RecoveryCapability() {}
}
