package eu.parvis.catalogue;

/** Whom or what a certificate names. */
public enum HolderKind {
    /** The person who orders. */
    ME,
    /** Another person of the organisation. */
    PERSON,
    /** A server or a service of the organisation. */
    SERVICE
}
