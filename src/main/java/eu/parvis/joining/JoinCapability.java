package eu.parvis.joining;

import eu.parvis.capability.Capability;
import eu.parvis.capability.Capability.Passwords;
import eu.parvis.session.SessionGuard;

/** Declares this package to the node. */
public final class JoinCapability {

    public static final Capability DESCRIPTOR = Capability.of("joining")
            .settings(JoinSettings.GROUP)
            .verticle(JoinVerticle::new)
            .passwords(Passwords.HASHED)
            .routes(site -> new JoinRoutes(site, new SessionGuard(site)))
            .routes(site -> new JoinApiRoutes(site, new SessionGuard(site)));

    private JoinCapability() {}
}
