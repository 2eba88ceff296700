package eu.parvis.values;

import java.util.regex.Pattern;

/** The name under which an organisation is registered (CG-17). */
public record OrganisationName(String value) {

    public static final int MOST = 200;

    /** Our mails carry the name. A domain alone may be one, such as Booking.com; what leads on from it is none. */
    private static final Pattern LINK = Pattern.compile("(?i)://|www\\.|[\\p{L}\\p{N}]{2}\\.\\p{L}{2,}/");

    public static OrganisationName parse(String raw) {
        var name = FreeText.parse(raw, MOST, "error.organisationName.missing");
        Typed.requireNoLink(name, LINK, "error.organisationName.link");
        return new OrganisationName(name);
    }
}
