package eu.parvis.organisation;

import java.util.List;

/**
 * What a mail tells of a membership.
 *
 * @param author who brought it about
 * @param organisation its name
 */
record Welcome(String author, String organisation, List<Role> roles) {}
