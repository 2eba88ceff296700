package eu.parvis.membership;

import java.util.List;

/**
 * What a mail tells of a membership.
 *
 * @param author who brought it about
 * @param organisation its name
 */
public record MembershipNotice(String author, String organisation, List<Role> roles) {}
