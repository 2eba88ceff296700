package eu.parvis.order;

import eu.parvis.capability.Capability;
import eu.parvis.session.SessionGuard;

/** Declares this package to the node. */
public final class OrderCapability {

    public static final Capability DESCRIPTOR = Capability.of("order")
            .routes(site -> new OrderRoutes(site, new SessionGuard(site)))
            .routes(site -> new PrintRoutes(site, new SessionGuard(site)))
            .routes(site -> new CatalogueApiRoutes(site, new SessionGuard(site)))
            .routes(site -> new RequestApiRoutes(site, new SessionGuard(site)))
            .routes(site -> new DocumentApiRoutes(site, new SessionGuard(site)))
            .routes(site -> new DocumentRoutes(site, new SessionGuard(site)));

    private OrderCapability() {}
}
