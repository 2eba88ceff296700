package eu.parvis.organisation;

/** Where an organisation is officially registered; this decides which number identifies it (CG-10). */
public enum RegisteredIn {
    FRANCE,
    EUROPEAN_UNION,
    OTHER
}
