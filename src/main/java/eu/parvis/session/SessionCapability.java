package eu.parvis.session;

import eu.parvis.capability.Capability;

/** What the roof deploys and serves of this package. */
public final class SessionCapability {

    public static final Capability DESCRIPTOR =
            Capability.of("session").settings(SessionSettings.GROUP).verticle(SessionVerticle::new);

    private SessionCapability() {}
}
