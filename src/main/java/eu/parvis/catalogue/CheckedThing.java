package eu.parvis.catalogue;

/** What the authority validates before it issues a certificate. */
public enum CheckedThing {
    ORGANISATION,
    DOMAIN,
    MAILBOX,
    PERSON
}
