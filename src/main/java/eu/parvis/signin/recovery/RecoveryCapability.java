package eu.parvis.signin.recovery;

import eu.parvis.capability.Capability;

/** What the roof deploys and serves of this package. */
public final class RecoveryCapability {

    public static final Capability DESCRIPTOR = Capability.of("recovery")
            .settings(RecoverySettings.GROUP)
            .verticle(RecoveryVerticle::new)
            .routes(RecoveryRoutes::new)
            .routes(RecoveryApiRoutes::new);

    private RecoveryCapability() {}
}
