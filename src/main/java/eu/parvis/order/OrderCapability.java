package eu.parvis.order;

import eu.parvis.capability.Capability;

/** Declares this package to the node. */
public final class OrderCapability {

    public static final Capability DESCRIPTOR = Capability.of("order");

    private OrderCapability() {}
}
