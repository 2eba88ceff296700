package eu.parvis.mail;

import eu.parvis.capability.Capability;

/** What the roof deploys and serves of this package. */
public final class MailCapability {

    public static final Capability DESCRIPTOR = Capability.of("mail")
            .settings(SmtpSettings.GROUP, MailSettings.GROUP)
            .verticle(MailVerticle::new);

    private MailCapability() {}
}
