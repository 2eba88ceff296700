package eu.parvis.organisation;

import eu.parvis.capability.Capability;

/** What the roof deploys and serves of this package. */
public final class OrganisationCapability {

    public static final Capability DESCRIPTOR = Capability.of("organisation").verticle(OrganisationVerticle::new);

    private OrganisationCapability() {}
}
