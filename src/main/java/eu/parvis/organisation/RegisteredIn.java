package eu.parvis.organisation;

/** Where an organisation is officially registered, which decides the number it is known by (CG-10). */
public enum RegisteredIn {
    FRANCE,
    EUROPEAN_UNION,
    OTHER
}
