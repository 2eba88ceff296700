package eu.parvis.organisation;

import eu.parvis.capability.Capability;

/** Declares this package to the node. */
public final class OrganisationCapability {

    public static final Capability DESCRIPTOR = Capability.of("organisation").verticle(OrganisationVerticle::new);

    private OrganisationCapability() {}
}
