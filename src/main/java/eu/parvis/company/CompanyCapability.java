package eu.parvis.company;

import eu.parvis.capability.Capability;

/** Declares this package to the node. */
public final class CompanyCapability {

    public static final Capability DESCRIPTOR = Capability.of("company")
            .settings(CompanySettings.GROUP)
            .verticle(CompanyVerticle::new)
            .routes(CompanyRoutes::new);

    private CompanyCapability() {}
}
