package eu.parvis.home;

import eu.parvis.capability.Capability;
import eu.parvis.session.SessionGuard;

/** What the roof deploys and serves of this package. */
public final class HomeCapability {

    public static final Capability DESCRIPTOR = Capability.of("home")
            .verticle(HomeVerticle::new)
            .routes(site -> new HomeRoutes(site, new SessionGuard(site)));

    private HomeCapability() {}
}
