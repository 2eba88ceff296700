package eu.parvis.membership;

import java.util.List;

/**
 * The content of a mail about a membership.
 *
 * @param author who made the change
 * @param organisation its name
 */
public record MembershipNotice(String author, String organisation, List<Role> roles) {}
