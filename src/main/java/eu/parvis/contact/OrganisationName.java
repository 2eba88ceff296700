package eu.parvis.contact;

/** The name under which an organisation is registered (CG-17). */
public record OrganisationName(String value) {

    public static final int MOST = 200;

    public static OrganisationName parse(String raw) {
        return new OrganisationName(FreeText.parse(raw, MOST, "error.organisationName.missing"));
    }
}
