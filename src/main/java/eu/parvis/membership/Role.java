package eu.parvis.membership;

import eu.parvis.bus.Malformed;
import eu.parvis.values.Language;
import eu.parvis.words.Words;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What a person is in an organisation; one person can be several (CG-46, CG-47). */
public enum Role {
    LEGAL_REPRESENTATIVE,
    BILLING_CONTACT,
    ADMINISTRATOR,
    CERTIFICATION_AGENT,
    TECHNICAL_CONTACT,
    USER;

    /** Of whoever registers the organisation: everything but certification agent, which takes a mandate (CG-48). */
    public static final List<Role> OF_FOUNDER =
            List.of(LEGAL_REPRESENTATIVE, BILLING_CONTACT, ADMINISTRATOR, TECHNICAL_CONTACT, USER);

    /** Ticked beforehand for anybody else (CG-48). */
    public static final List<Role> OF_NEWCOMER = List.of(USER);

    /** What the seeds call the certification agent, by a mistranslation of « mandataire » (decision D16). */
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

    /** As templates and the API compare them. */
    public static List<String> names(List<Role> roles) {
        return roles.stream().map(Role::name).toList();
    }

    /** As people read them, separated by commas. */
    public static String labels(List<Role> roles, Language language) {
        var words = Words.of(language);
        return roles.stream()
                .map(role -> words.text("organisation.role." + role.name()))
                .collect(Collectors.joining(", "));
    }
}
