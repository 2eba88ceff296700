package eu.parvis.draft;

import eu.parvis.capability.Capability;
import eu.parvis.capability.Capability.Passwords;

/** Declares this package to the node. */
public final class DraftCapability {

    public static final Capability DESCRIPTOR = Capability.of("draft")
            .settings(DraftSettings.GROUP)
            .passwords(Passwords.RECEIVED)
            .verticle(DraftVerticle::new);

    private DraftCapability() {}
}
