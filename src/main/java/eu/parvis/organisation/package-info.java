/**
 * Organisations and their contacts. Its face is {@link eu.parvis.organisation.OrganisationApi}; other packages use
 * {@link eu.parvis.organisation.OrganisationStore} inside their own transactions. Must not know forms or the rights of
 * members.
 */
package eu.parvis.organisation;
