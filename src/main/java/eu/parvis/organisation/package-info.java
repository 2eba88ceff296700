/**
 * Organisations and their contacts. Its face is {@link eu.parvis.organisation.OrganisationApi}; inside their own
 * transaction other packages use {@link eu.parvis.organisation.OrganisationStore}. Knows nothing of forms, and nothing of
 * the rights of members.
 */
package eu.parvis.organisation;
