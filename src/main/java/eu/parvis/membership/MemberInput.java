package eu.parvis.membership;

import eu.parvis.bus.Malformed;
import eu.parvis.http.Input;
import java.util.ArrayList;
import java.util.List;

/** Reads roles. Use the results only after {@link Input#end()} has passed. */
public final class MemberInput {

    /** The number of roles, and one alias. */
    private static final int MOST_ROLES = Role.values().length + 1;

    private MemberInput() {}

    /** Reads roles; at least one is required. */
    public static List<Role> roles(Input in) {
        var roles = roles(in, List.of());
        if (roles.isEmpty()) {
            in.refuse("roles", "error.roles.missing");
        }
        return roles;
    }

    /** Reads roles, in the order of {@link Role}, without duplicates. */
    public static List<Role> roles(Input in, List<Role> otherwise) {
        var names = in.texts("roles");
        if (names.size() > MOST_ROLES) {
            in.refuse("roles", "error.list.tooLong", MOST_ROLES);
            return otherwise;
        }
        var roles = new ArrayList<Role>();
        for (var name : names) {
            try {
                roles.add(Role.parse(name));
            } catch (Malformed malformed) {
                in.refuse("roles", malformed);
            }
        }
        return roles.isEmpty() ? otherwise : roles.stream().distinct().sorted().toList();
    }
}
