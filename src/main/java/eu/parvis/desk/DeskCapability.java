package eu.parvis.desk;

import eu.parvis.capability.Capability;
import eu.parvis.session.SessionGuard;

/** Declares this package to the node. */
public final class DeskCapability {

    public static final Capability DESCRIPTOR = Capability.of("desk")
            .settings(DeskSettings.GROUP)
            .verticle(DeskVerticle::new)
            .routes(site -> new DeskApiRoutes(site, new SessionGuard(site)))
            .routes(site -> new QueueRoutes(site, new SessionGuard(site)))
            .routes(site -> new DeskRoutes(site, new SessionGuard(site)))
            .routes(site -> new ValidationRoutes(site, new SessionGuard(site)))
            .routes(site -> new DeskDocumentRoutes(site, new SessionGuard(site)))
            .routes(site -> new FiguresRoutes(site, new SessionGuard(site)));

    private DeskCapability() {}
}
