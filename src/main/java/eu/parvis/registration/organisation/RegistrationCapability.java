package eu.parvis.registration.organisation;

import eu.parvis.capability.Capability;
import eu.parvis.capability.Capability.Passwords;
import eu.parvis.session.SessionGuard;

/** Declares this package to the node. */
public final class RegistrationCapability {

    public static final Capability DESCRIPTOR = Capability.of("registration")
            .settings(RegistrationSettings.GROUP)
            .verticle(RegistrationVerticle::new)
            .passwords(Passwords.HASHED)
            .routes(site -> new RegistrationRoutes(site, new SessionGuard(site)))
            .routes(site -> new RegistrationApiRoutes(site, new SessionGuard(site)));

    private RegistrationCapability() {}
}
