package eu.parvis.organisation;

/** Type of the organisation (CG-16). */
public enum OrganisationType {
    COMPANY,
    ADMINISTRATION,
    ASSOCIATION
}
