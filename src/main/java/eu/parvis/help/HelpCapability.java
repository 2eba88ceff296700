package eu.parvis.help;

import eu.parvis.capability.Capability;

/** Declares this package to the node. */
public final class HelpCapability {

    public static final Capability DESCRIPTOR = Capability.of("help").routes(HelpRoutes::new);

    private HelpCapability() {}
}
