package eu.parvis.catalogue;

/** A reason that the registration desk can choose for a refusal. */
public record Reason(String code, Localised text) {}
