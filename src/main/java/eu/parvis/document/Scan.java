package eu.parvis.document;

/** What the virus scanner said. A document with a virus is refused, so there is no constant for it. */
public enum Scan {
    /** No scanner looked at it. Never taken for clean. */
    NOT_SCANNED,
    CLEAN
}
