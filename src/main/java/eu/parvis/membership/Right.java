package eu.parvis.membership;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Which roles may do what (7.17). */
public enum Right {
    USERS_SEE,
    ORGANISATION,
    USERS,
    ROLES,
    JOIN_REQUESTS,
    CERTIFICATES_INDIVIDUAL,
    CERTIFICATES_SERVER,
    INVOICES;

    private List<Role> roles() {
        return switch (this) {
            case USERS_SEE, ORGANISATION -> List.of(Role.values());
            case USERS, ROLES, JOIN_REQUESTS -> List.of(Role.ADMINISTRATOR);
            case CERTIFICATES_INDIVIDUAL -> List.of(Role.USER);
            case CERTIFICATES_SERVER -> List.of(Role.TECHNICAL_CONTACT);
            case INVOICES -> List.of(Role.BILLING_CONTACT);
        };
    }

    /** A line of the page about roles. */
    public record Line(String id, List<String> roles) {}

    public static List<Line> table() {
        return Stream.of(values())
                .map(right -> new Line(right.id(), Role.names(right.roles())))
                .toList();
    }

    private String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
