package eu.parvis.signin.password;

import eu.parvis.capability.Capability;
import eu.parvis.capability.Capability.Passwords;
import eu.parvis.session.SessionGuard;

/** Declares this package to the node. */
public final class SigninCapability {

    public static final Capability DESCRIPTOR = Capability.of("signin")
            .verticle(SigninVerticle::new)
            .passwords(Passwords.RECEIVED, Passwords.HASHED)
            .routes(site -> new SigninRoutes(site, new SessionGuard(site)))
            .routes(site -> new SigninApiRoutes(site, new SessionGuard(site)))
            .routes(site -> new ProofRoutes(site, new SessionGuard(site)));

    private SigninCapability() {}
}
