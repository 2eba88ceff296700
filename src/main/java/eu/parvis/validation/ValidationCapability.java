package eu.parvis.validation;

import eu.parvis.capability.Capability;

/** Declares this package to the node. */
public final class ValidationCapability {

    public static final Capability DESCRIPTOR =
            Capability.of("validation").settings(ValidationSettings.GROUP).verticle(ValidationVerticle::new);

    private ValidationCapability() {}
}
