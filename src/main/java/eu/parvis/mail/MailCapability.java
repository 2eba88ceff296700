package eu.parvis.mail;

import eu.parvis.capability.Capability;

/** Declares this package to the node. */
public final class MailCapability {

    public static final Capability DESCRIPTOR = Capability.of("mail")
            .settings(SmtpSettings.GROUP, MailSettings.GROUP)
            .verticle(MailVerticle::new);

    private MailCapability() {}
}
