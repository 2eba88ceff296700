package eu.parvis.document;

import eu.parvis.capability.Capability;

/** Declares this package to the node. */
public final class DocumentCapability {

    public static final Capability DESCRIPTOR = Capability.of("document")
            .settings(DocumentSettings.GROUP, S3Settings.GROUP)
            .verticle(DocumentVerticle::new);

    private DocumentCapability() {}
}
