package eu.parvis.catalogue;

import eu.parvis.capability.Capability;

/** Declares this package to the node. */
public final class CatalogueCapability {

    public static final Capability DESCRIPTOR = Capability.of("catalogue").settings(CatalogueSettings.GROUP);

    private CatalogueCapability() {}
}
