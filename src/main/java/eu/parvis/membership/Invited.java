package eu.parvis.membership;

import java.util.UUID;

/**
 * What became of an invitation.
 *
 * @param before was in the organisation, or invited to it: nothing has changed and nothing was sent
 */
public record Invited(UUID account, boolean before) {}
