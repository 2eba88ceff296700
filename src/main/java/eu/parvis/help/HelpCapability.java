package eu.parvis.help;

import eu.parvis.capability.Capability;

/** What the roof deploys and serves of this package. */
public final class HelpCapability {

    public static final Capability DESCRIPTOR = Capability.of("help").routes(HelpRoutes::new);

    private HelpCapability() {}
}
