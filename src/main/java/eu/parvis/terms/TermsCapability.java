package eu.parvis.terms;

import eu.parvis.capability.Capability;

/** Declares this package to the node. */
public final class TermsCapability {

    public static final Capability DESCRIPTOR =
            Capability.of("terms").settings(TermsSettings.GROUP).verticle(TermsVerticle::new);

    private TermsCapability() {}
}
