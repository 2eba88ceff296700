package eu.parvis.organisation;

/** Typology of the entity (CG-16). */
public enum OrganisationType {
    COMPANY,
    ADMINISTRATION,
    ASSOCIATION
}
