package eu.parvis.membership;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The rights of members (7.17), each a row of the page about roles. */
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

    public static List<Map<String, Object>> table() {
        return Stream.of(values())
                .map(right -> Map.<String, Object>of("id", right.id(), "roles", Role.names(right.roles())))
                .toList();
    }

    private String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
