package eu.parvis.catalogue;

/** A kind of supporting document. The code is the key in the file, such as {@code IDENTITY}. */
public record DocumentKind(String code, Localised name, Localised hint) {}
