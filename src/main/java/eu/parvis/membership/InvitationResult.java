package eu.parvis.membership;

import java.util.UUID;

/**
 * The result of an invitation.
 *
 * @param alreadyMember the person was already a member or invited; nothing was changed or sent
 */
public record InvitationResult(UUID account, boolean alreadyMember) {}
