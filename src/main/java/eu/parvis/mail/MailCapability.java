package eu.parvis.mail;

import eu.parvis.capability.Capability;

/** What the roof deploys and serves of this package. */
public final class MailCapability {

    public static final Capability DESCRIPTOR = Capability.of("mail").verticle(MailVerticle::new);

    private MailCapability() {}
}
