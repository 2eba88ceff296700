package eu.parvis.organisation;

import java.util.List;
import java.util.UUID;

/** An organisation as one of its people sees it. */
public record Membership(
        UUID organisation,
        String name,
        Organisation.State organisationState,
        List<Role> roles,
        Member.State state,
        boolean founder) {}
