package eu.parvis.mail;

import eu.parvis.capability.Capability;

/** Declares the verticle, the routes and the settings of this package. */
public final class MailCapability {

    public static final Capability DESCRIPTOR = Capability.of("mail")
            .settings(SmtpSettings.GROUP, MailSettings.GROUP)
            .verticle(MailVerticle::new);

    private MailCapability() {}
}
