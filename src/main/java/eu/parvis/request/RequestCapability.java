package eu.parvis.request;

import eu.parvis.capability.Capability;

/** Declares this package to the node. */
public final class RequestCapability {

    public static final Capability DESCRIPTOR =
            Capability.of("request").settings(RequestSettings.GROUP).verticle(RequestVerticle::new);

    private RequestCapability() {}
}
