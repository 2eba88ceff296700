package eu.parvis.journal;

import eu.parvis.capability.Capability;
import eu.parvis.session.SessionGuard;

/** Declares this package to the node. */
public final class JournalCapability {

    public static final Capability DESCRIPTOR = Capability.of("journal")
            .verticle(JournalVerticle::new)
            .routes(site -> new JournalRoutes(site, new SessionGuard(site)))
            .routes(site -> new JournalApiRoutes(site, new SessionGuard(site)));

    private JournalCapability() {}
}
