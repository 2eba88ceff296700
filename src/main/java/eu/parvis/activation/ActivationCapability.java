package eu.parvis.activation;

import eu.parvis.capability.Capability;
import eu.parvis.capability.Capability.Passwords;
import eu.parvis.session.SessionGuard;

/** Declares this package to the node. */
public final class ActivationCapability {

    public static final Capability DESCRIPTOR = Capability.of("activation")
            .verticle(ActivationVerticle::new)
            .passwords(Passwords.RECEIVED, Passwords.HASHED)
            .routes(site -> new ActivationRoutes(site, new SessionGuard(site)))
            .routes(site -> new ActivationApiRoutes(site, new SessionGuard(site)))
            .routes(site -> new SecurityQuestionRoutes(site, new SessionGuard(site)))
            .routes(site -> new ContactRoutes(site, new SessionGuard(site)));

    private ActivationCapability() {}
}
