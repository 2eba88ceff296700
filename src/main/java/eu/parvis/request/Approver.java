package eu.parvis.request;

import eu.parvis.membership.Role;
import java.util.UUID;

/**
 * A member who can approve a request now.
 *
 * @param role for which an approval is missing
 */
public record Approver(UUID account, String name, Role role) {}
