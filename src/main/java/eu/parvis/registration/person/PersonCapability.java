package eu.parvis.registration.person;

import eu.parvis.capability.Capability;
import eu.parvis.capability.Capability.Passwords;

/** Declares this package to the node. */
public final class PersonCapability {

    public static final Capability DESCRIPTOR = Capability.of("person")
            .settings(PersonSettings.GROUP)
            .verticle(PersonVerticle::new)
            .passwords(Passwords.RECEIVED, Passwords.HASHED)
            .routes(PersonRoutes::new)
            .routes(PersonWaitingRoutes::new)
            .routes(VerificationRoutes::new)
            .routes(PersonApiRoutes::new);

    private PersonCapability() {}
}
