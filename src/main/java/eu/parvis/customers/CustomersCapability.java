package eu.parvis.customers;

import eu.parvis.capability.Capability;
import eu.parvis.session.SessionGuard;

/** Declares this package to the node. */
public final class CustomersCapability {

    public static final Capability DESCRIPTOR = Capability.of("customers")
            .settings(CustomersSettings.GROUP)
            .verticle(CustomersVerticle::new)
            .routes(site -> new CustomerRoutes(site, new SessionGuard(site)))
            .routes(site -> new VerificationRoutes(site, new SessionGuard(site)))
            .routes(site -> new UnansweredRoutes(site, new SessionGuard(site)))
            .routes(site -> new CustomerApiRoutes(site, new SessionGuard(site)));

    private CustomersCapability() {}
}
