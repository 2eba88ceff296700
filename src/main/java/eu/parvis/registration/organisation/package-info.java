/**
 * Registration of an organisation: the two-part form, the account, the two mails, and the waiting page. Its face is
 * {@link eu.parvis.registration.organisation.RegistrationApi}. Must not know what happens after the first sign-in.
 */
package eu.parvis.registration.organisation;
