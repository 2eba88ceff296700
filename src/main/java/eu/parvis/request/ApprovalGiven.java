package eu.parvis.request;

import eu.parvis.membership.Role;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What a person of the organisation has said to a request whose product asks for approvals.
 *
 * @param name of the person; empty if the account is closed and its data are deleted
 */
public record ApprovalGiven(
        UUID account, String name, Role role, boolean approved, Optional<String> note, Instant decidedAt) {}
