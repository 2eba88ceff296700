package eu.parvis.session;

import eu.parvis.capability.Capability;

/** Declares this package to the node. */
public final class SessionCapability {

    public static final Capability DESCRIPTOR =
            Capability.of("session").settings(SessionSettings.GROUP).verticle(SessionVerticle::new);

    private SessionCapability() {}
}
