package eu.parvis.personaldata;

import eu.parvis.capability.Capability;
import eu.parvis.session.SessionGuard;

/** Declares this package to the node. */
public final class PersonalDataCapability {

    public static final Capability DESCRIPTOR = Capability.of("personaldata")
            .verticle(PersonalDataVerticle::new)
            .routes(site -> new PersonalDataRoutes(site, new SessionGuard(site)));

    private PersonalDataCapability() {}
}
