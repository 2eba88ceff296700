package eu.parvis.signin.terms;

import eu.parvis.capability.Capability;
import eu.parvis.session.SessionGuard;

/** Declares this package to the node. */
public final class AcceptanceCapability {

    public static final Capability DESCRIPTOR = Capability.of("acceptance")
            .verticle(AcceptanceVerticle::new)
            .routes(site -> new TermsRoutes(site, new SessionGuard(site)))
            .routes(site -> new ProofRoutes(site, new SessionGuard(site)))
            .routes(site -> new TermsApiRoutes(site, new SessionGuard(site)));

    private AcceptanceCapability() {}
}
