package eu.parvis.protection;

import eu.parvis.capability.Capability;
import eu.parvis.capability.Capability.Passwords;
import eu.parvis.session.SessionGuard;

/** Declares this package to the node. */
public final class ProtectionCapability {

    public static final Capability DESCRIPTOR = Capability.of("protection")
            .settings(ProtectionSettings.GROUP)
            .verticle(ProtectionVerticle::new)
            .passwords(Passwords.HASHED)
            .routes(site -> new ProtectionRoutes(site, new SessionGuard(site)));

    private ProtectionCapability() {}
}
