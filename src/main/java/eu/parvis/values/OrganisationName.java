package eu.parvis.values;

import java.util.regex.Pattern;

/** The registered name of an organisation (CG-17). */
public record OrganisationName(String value) {

    public static final int MAX_LENGTH = 200;

    /**
     * Refused because our mails contain the name and mail programs would turn it into a link. A bare domain is allowed
     * (Booking.com is a company name); a scheme, "www." or a path is not.
     */
    private static final Pattern LINK = Pattern.compile("(?i)://|www\\.|[\\p{L}\\p{N}]{2}\\.\\p{L}{2,}/");

    public static OrganisationName parse(String raw) {
        var name = FreeText.parse(raw, MAX_LENGTH, "error.organisationName.missing");
        TypedText.requireNoLink(name, LINK, "error.organisationName.link");
        return new OrganisationName(name);
    }
}
