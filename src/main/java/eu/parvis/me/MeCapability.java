package eu.parvis.me;

import eu.parvis.capability.Capability;
import eu.parvis.capability.Capability.Passwords;
import eu.parvis.session.SessionGuard;

/** Declares this package to the node. */
public final class MeCapability {

    public static final Capability DESCRIPTOR = Capability.of("me")
            .verticle(MeVerticle::new)
            .passwords(Passwords.RECEIVED, Passwords.HASHED)
            .routes(site -> new MeRoutes(site, new SessionGuard(site)))
            .routes(site -> new EmailRoutes(site, new SessionGuard(site)))
            .routes(EmailLinkRoutes::new)
            .routes(site -> new OwnOrganisationRoutes(site, new SessionGuard(site)))
            .routes(site -> new OwnSessionRoutes(site, new SessionGuard(site)))
            .routes(site -> new MeApiRoutes(site, new SessionGuard(site)));

    private MeCapability() {}
}
