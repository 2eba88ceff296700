/**
 * Organisations and the people in them: members and their roles, contacts, invitations, requests to join. Others use
 * their addresses, or inside their own
 * transaction {@link eu.parvis.organisation.OrganisationStore} and the store of invitations. Knows
 * nothing of the forms by which an organisation registers, and nothing of passwords but that one is mailed.
 */
package eu.parvis.organisation;
