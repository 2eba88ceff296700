package eu.parvis.deletion;

import eu.parvis.capability.Capability;
import eu.parvis.session.SessionGuard;

/** Declares this package to the node. */
public final class DeletionCapability {

    public static final Capability DESCRIPTOR = Capability.of("deletion")
            .settings(DeletionSettings.GROUP)
            .verticle(DeletionVerticle::new)
            .routes(site -> new DeletionRoutes(site, new SessionGuard(site)));

    private DeletionCapability() {}
}
