/**
 * The organisation's door: the two-part form, the account it makes, the two mails, and the waiting page that follows
 * them. Its face: {@link eu.parvis.registration.organisation.RegistrationApi}. Knows nothing of what happens after the first sign-in.
 */
package eu.parvis.registration.organisation;
