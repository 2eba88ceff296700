package eu.parvis.audit;

import eu.parvis.capability.Capability;

/** Declares this package to the node. */
public final class AuditCapability {

    public static final Capability DESCRIPTOR = Capability.of("audit").verticle(AuditVerticle::new);

    private AuditCapability() {}
}
