package eu.parvis.request;

import eu.parvis.membership.Role;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** What a person of the organisation has said to a request whose product asks for approvals. */
public record ApprovalGiven(UUID account, Role role, boolean approved, Optional<String> note, Instant decidedAt) {}
