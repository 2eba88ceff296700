package eu.parvis.audit;

import eu.parvis.capability.Capability;

/** What the roof deploys and serves of this package. */
public final class AuditCapability {

    public static final Capability DESCRIPTOR = Capability.of("audit").verticle(AuditVerticle::new);

    private AuditCapability() {}
}
