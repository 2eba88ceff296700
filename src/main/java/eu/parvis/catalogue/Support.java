package eu.parvis.catalogue;

/** Where the private key of a certificate is kept. */
public enum Support {
    /** In a file that the holder's browser makes. */
    FILE,
    /** On a cryptographic token, handed over at an appointment. */
    TOKEN,
    /** On the organisation's own server, which makes the signing request. */
    CSR
}
