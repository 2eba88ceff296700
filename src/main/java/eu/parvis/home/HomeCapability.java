package eu.parvis.home;

import eu.parvis.capability.Capability;
import eu.parvis.session.SessionGuard;

/** Declares this package to the node. */
public final class HomeCapability {

    public static final Capability DESCRIPTOR = Capability.of("home")
            .verticle(HomeVerticle::new)
            .routes(site -> new HomeRoutes(site, new SessionGuard(site)));

    private HomeCapability() {}
}
