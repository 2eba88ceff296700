package eu.parvis.membership;

import eu.parvis.bus.Malformed;
import eu.parvis.values.Language;
import eu.parvis.words.Words;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A person's role in an organisation; a person may have several (CG-46, CG-47). */
public enum Role {
    LEGAL_REPRESENTATIVE,
    BILLING_CONTACT,
    ADMINISTRATOR,
    CERTIFICATION_AGENT,
    TECHNICAL_CONTACT,
    USER;

    /** Roles of the founder: all but certification agent, which needs a mandate (CG-48). */
    public static final List<Role> OF_FOUNDER =
            List.of(LEGAL_REPRESENTATIVE, BILLING_CONTACT, ADMINISTRATOR, TECHNICAL_CONTACT, USER);

    /** Roles of the account owner who adds an organisation, until the contacts are named. */
    public static final List<Role> OF_OWNER = List.of(ADMINISTRATOR, TECHNICAL_CONTACT, USER);

    /** Roles preselected for other users (CG-48). */
    public static final List<Role> OF_NEWCOMER = List.of(USER);

    /** Other name of the certification agent, a mistranslation of « mandataire » (decision D16). */
    private static final String ALIAS_OF_AGENT = "MANDATORY";

    public static Role parse(String raw) {
        var name = raw.strip();
        return ALIAS_OF_AGENT.equals(name)
                ? CERTIFICATION_AGENT
                : Arrays.stream(values())
                        .filter(role -> role.name().equals(name))
                        .findFirst()
                        .orElseThrow(() -> new Malformed("error.role.unknown"));
    }

    static List<Role> with(List<Role> roles, Role added) {
        return Stream.concat(roles.stream(), Stream.of(added))
                .distinct()
                .sorted()
                .toList();
    }

    /** A member without another role gets USER. */
    static List<Role> without(List<Role> roles, Role removed) {
        var rest = roles.stream().filter(role -> role != removed).toList();
        return rest.isEmpty() ? List.of(USER) : rest;
    }

    /** Names as used in templates and the API. */
    public static List<String> names(List<Role> roles) {
        return roles.stream().map(Role::name).toList();
    }

    /** Labels in the given language, separated by commas. */
    public static String labels(List<Role> roles, Language language) {
        var words = Words.of(language);
        return roles.stream()
                .map(role -> words.text("organisation.role." + role.name()))
                .collect(Collectors.joining(", "));
    }
}
